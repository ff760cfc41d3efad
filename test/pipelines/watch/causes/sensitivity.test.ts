import { expect, test } from 'vitest'
import { audible, LEAST_FACTOR, learnVerdict } from '../../../../pipelines/watch/causes/sensitivity'
import { AT, aFinding, anIncident } from '../../../build/incidents'

const DAY = 86_400_000

test('findings below their limit are not heard', () => {
  const findings = [aFinding({ strength: 0.9 }), aFinding({ strength: 1 })]
  expect(audible(findings, [], AT)).toEqual([findings[1]])
})

test('a suppressed kind stays quiet until it is a quarter stronger, elsewhere nothing changes', () => {
  const limits = learnVerdict(anIncident([aFinding({ strength: 2 })]), 'suppressed', [], AT)
  const heard = (changes: object, now = AT) =>
    audible([aFinding({ strength: 2.4, ...changes })], limits, now).length
  expect([heard({}), heard({ strength: 2.5 })]).toEqual([0, 1])
  expect([heard({ airline: 'DL' }), heard({ market: 'LIS-BOS' })]).toEqual([1, 1])
  expect(heard({ family: 'presence' })).toBe(1)
  expect(heard({}, AT + 91 * DAY)).toBe(1)
})

test('a confirmed kind is heard earlier, down to a floor', () => {
  let limits = learnVerdict(anIncident(), 'confirmed', [], AT)
  expect(audible([aFinding({ strength: 0.9 })], limits, AT)).toHaveLength(1)
  for (let times = 0; times < 5; times += 1) {
    limits = learnVerdict(anIncident(), 'confirmed', limits, AT)
  }
  expect(limits.map(({ factor }) => factor)).toEqual([LEAST_FACTOR])
})

test('a confirmation takes back what a suppression had raised', () => {
  const quiet = learnVerdict(anIncident(), 'suppressed', [], AT)
  const [limit] = learnVerdict(anIncident(), 'confirmed', quiet, AT)
  expect(limit?.factor).toBeLessThan(1)
})
