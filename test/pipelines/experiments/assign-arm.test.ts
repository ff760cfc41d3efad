import { expect, test } from 'vitest'
import { assignArm } from '../../../pipelines/experiments/assign-arm'

const travellers = Array.from({ length: 20_000 }, (_, at) => `u1.${at}`)

test('a traveller stays in their arm, and the shares are those planned', () => {
  for (const share of [0.1, 0.5, 0.9]) {
    const treated = travellers.filter((each) => assignArm('exp_a', share, each) === 'treatment')
    expect(treated.length / travellers.length).toBeCloseTo(share, 1.8)
    expect(treated.every((each) => assignArm('exp_a', share, each) === 'treatment')).toBe(true)
  }
  expect(travellers.some((each) => assignArm('exp_a', 0, each) === 'treatment')).toBe(false)
})

test('another experiment divides travellers without regard to the first', () => {
  const both = travellers.filter(
    (each) =>
      assignArm('exp_a', 0.5, each) === 'treatment' && assignArm('exp_b', 0.5, each) === 'treatment'
  )
  expect(both.length / travellers.length).toBeCloseTo(0.25, 1.8)
})
