import { expect, test } from 'vitest'
import { assignArm } from '../../../pipelines/experiments/assign-arm'
import {
  type ArmCounts,
  differenceInterval,
} from '../../../pipelines/experiments/confidence-sequence'
import { resultOf } from '../../../pipelines/experiments/experiment-result'
import { stream } from '../../../pipelines/simulator/world/stream'

const LOOKS = 30
const PER_LOOK = 150

/** Travellers of one experiment, divided by their hash, who convert with the rate of their arm. */
function* walk(seed: number, rates: { control: number; treatment: number }) {
  const random = stream(seed, 'travellers')
  const counts = { control: { exposed: 0, converted: 0 }, treatment: { exposed: 0, converted: 0 } }
  for (let traveller = 0; traveller < LOOKS * PER_LOOK; traveller += 1) {
    const name = assignArm(`exp_${seed}`, 0.5, `u${traveller}`)
    counts[name].exposed += 1
    if (random() < rates[name]) counts[name].converted += 1
    if ((traveller + 1) % PER_LOOK === 0) yield counts
  }
}

function firstVerdict(seed: number, rates: { control: number; treatment: number }): string {
  for (const counts of walk(seed, rates)) {
    const { verdict } = resultOf(counts, 0.5)
    if (verdict !== 'undecided' && verdict !== 'too_few') return verdict
  }
  return 'undecided'
}

test('of 4,000 experiments without a difference, looked at 30 times each, at most 5 % name a winner', () => {
  const verdicts = Array.from({ length: 4_000 }, (_, seed) =>
    firstVerdict(seed, { control: 0.1, treatment: 0.1 })
  )
  const won = verdicts.filter((verdict) => verdict.endsWith('_better')).length
  expect(won / verdicts.length).toBeLessThanOrEqual(0.05)
  const mismatched = verdicts.filter((verdict) => verdict === 'ratio_mismatch').length
  expect(mismatched / verdicts.length).toBeLessThanOrEqual(0.02)
})

test('a treatment that is better is found, and one that is worse too', () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed)
  const found = (rates: { control: number; treatment: number }, verdict: string) =>
    seeds.filter((seed) => firstVerdict(seed, rates) === verdict).length
  expect(found({ control: 0.1, treatment: 0.16 }, 'treatment_better')).toBeGreaterThanOrEqual(95)
  expect(found({ control: 0.16, treatment: 0.1 }, 'control_better')).toBeGreaterThanOrEqual(95)
})

const arm = (exposed: number, converted: number): ArmCounts => ({ exposed, converted })

test('an arm that loses travellers is a mismatch, whatever its share of bookings', () => {
  const counts = { control: arm(10_000, 1_000), treatment: arm(9_200, 1_900) }
  const { verdict, ratioP } = resultOf(counts, 0.5)
  expect(verdict).toBe('ratio_mismatch')
  expect(ratioP).toBeLessThan(1e-6)
})

test('too few travellers decide nothing', () => {
  const counts = { control: arm(99, 0), treatment: arm(110, 110) }
  expect(resultOf(counts, 0.5)).toMatchObject({ verdict: 'too_few', interval: undefined })
  expect(resultOf({ control: arm(0, 0), treatment: arm(0, 0) }, 0.5).ratioP).toBe(1)
})

test('more travellers make the interval narrower, and it holds the difference', () => {
  const few = differenceInterval(arm(1_000, 100), arm(1_000, 150))
  const many = differenceInterval(arm(10_000, 1_000), arm(10_000, 1_500))
  if (!few || !many) throw new Error('no interval')
  expect(many.high - many.low).toBeLessThan(few.high - few.low)
  for (const { low, high } of [few, many]) {
    expect(low).toBeLessThan(0.05)
    expect(high).toBeGreaterThan(0.05)
  }
})
