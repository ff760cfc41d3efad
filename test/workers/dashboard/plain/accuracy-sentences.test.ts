import { expect, it } from 'vitest'
import { reliabilitySentence } from '../../../../workers/dashboard/plain/accuracy-sentences'

const bin = (n: number, said: number | null, observed: number | null) => ({
  bin: `${said}`,
  n,
  said,
  observed,
})

it('weighs the gap by how often each probability was stated', () => {
  const sentence = reliabilitySentence([bin(90, 0.8, 0.8), bin(10, 0.5, 0.9), bin(5, null, null)])
  expect(sentence.replace(/\s/gu, ' ')).toContain(
    'Over 100 settled answers, what happened was 4.0 % away'
  )
})

it('states that nothing was settled', () => {
  expect(reliabilitySentence([])).toContain('nothing was settled yet')
})
