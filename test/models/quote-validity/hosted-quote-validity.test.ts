import { expect, test } from 'vitest'
import { hold } from '../../../models/quote-validity/hosted-quote-validity'
import { manifestOf } from '../../build/manifest'

const BINS = ['to -0.01 mean -0.1', 'same to 0.01 mean 0', 'over mean 0.2']
const session = (outputs: string[]) => ({
  manifest: manifestOf({ model: 'hold', outputs }),
  run: async () => Float32Array.of(0, 0, 0),
  explain: () => undefined,
})

test('serves the distribution of changes over the bins that its outputs name', async () => {
  const [change] = await hold.serve(session(BINS)).predict([{ currency: 'EUR', values: {} }])
  expect(change).toEqual({
    edges: [-0.01, 0.01],
    means: [-0.1, 0, 0.2],
    chances: [0.25, 0.5, 0.25],
  })
})

test.each([
  ['none', []],
  ['no unchanged price', ['to -0.01 mean -0.1', 'over mean 0.2']],
  ['no last bin without an edge', ['to -0.01 mean -0.1', 'same to 0.01 mean 0']],
  ['edges out of order', ['to 0.5 mean 0.1', 'same to 0.01 mean 0', 'over mean 0.2']],
  ['other names', ['expected']],
])('refuses outputs with %s', (_, outputs) => {
  expect(() => hold.serve(session(outputs))).toThrow('do not name the bins of a change')
})
