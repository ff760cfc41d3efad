import { expect, test } from 'vitest'
import {
  estimatePolicy,
  type LoggedRound,
  type PolicyEstimates,
} from '../../../pipelines/experiments/off-policy'
import { stream } from '../../../pipelines/simulator/world/stream'
import golden from '../../golden/off-policy.json'

function estimated(rounds: readonly LoggedRound[]): PolicyEstimates {
  const estimates = estimatePolicy(rounds)
  if (typeof estimates === 'string') throw new Error(estimates)
  return estimates
}

test('the estimates are those of the Open Bandit Pipeline', () => {
  const { ipw, snipw, dr } = estimated([...golden.rows, ...golden.rows])
  expect(ipw.value).toBeCloseTo(golden.values.ipw, 9)
  expect(snipw.value).toBeCloseTo(golden.values.snipw, 9)
  expect(dr.value).toBeCloseTo(golden.values.dr, 9)
})

/** Click rates of five offers, and the two policies that show one of them. */
const RATES = [0.05, 0.08, 0.1, 0.15, 0.3]
const LOGGING = [0.4, 0.3, 0.15, 0.1, 0.05]
const TARGET = [0.1, 0.1, 0.2, 0.2, 0.4]
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, each, at) => sum + each * (b[at] ?? 0), 0)

/** A model of the rewards that is a tenth too low everywhere. */
function logOf(seed: number, rounds: number): LoggedRound[] {
  const random = stream(seed, 'log')
  return Array.from({ length: rounds }, () => {
    let place = random()
    const choice = LOGGING.findIndex((share) => {
      place -= share
      return place < 0
    })
    const offer = choice < 0 ? LOGGING.length - 1 : choice
    return {
      reward: random() < (RATES[offer] ?? 0) ? 1 : 0,
      propensity: LOGGING[offer] ?? 0,
      target: TARGET[offer] ?? 0,
      modelled: 0.9 * (RATES[offer] ?? 0),
      modelledTarget: 0.9 * dot(RATES, TARGET),
    }
  })
}

test('in 500 logs, each interval covers the true value in at least 93 %', () => {
  const truth = dot(RATES, TARGET)
  const logs = Array.from({ length: 500 }, (_, seed) => estimated(logOf(seed, 2_000)))
  for (const name of ['ipw', 'snipw', 'dr'] as const) {
    const covered = logs.filter(({ [name]: { low, high } }) => low <= truth && truth <= high)
    expect(covered.length / logs.length).toBeGreaterThanOrEqual(0.93)
  }
})

test('a policy that the log hardly followed is refused with its effective number of rounds', () => {
  const rounds = logOf(1, 2_000).map((round) => ({ ...round, target: 0 }))
  expect(estimatePolicy(rounds)).toMatch(/2000 rounds say as much as 0\.0 .* 100 are needed/)
  const [first] = logOf(1, 1)
  expect(estimatePolicy(first ? [{ ...first, propensity: 0 }] : [])).toMatch(/^Round 1 has no/)
})
