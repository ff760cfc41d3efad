import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeByGate } from '../../../models/anomaly/baseline-anomaly'
import { isolationStrength, judge, scoreOf } from '../../../models/anomaly/decode-anomaly'
import { LIMITS } from '../../../models/anomaly/gate'

const SCALE = { usual: 0.4, unusual: 0.6, weight: 0.3, finding: 0.9 }
const gate = fc.double({ min: 0, max: 50, noNaN: true })
const isolation = fc.double({ min: 0, max: 1, noNaN: true })

test('isolation is 0 at the usual row and 1 where the forest alone would call it a finding', () => {
  expect(isolationStrength(0.4, SCALE)).toBe(0)
  expect(isolationStrength(0.6, SCALE)).toBeCloseTo(1, 12)
})

test('the forest never takes a finding from the gate, and a more isolated row never scores less', () => {
  fc.assert(
    fc.property(gate, isolation, isolation, (strength, one, other) => {
      expect(scoreOf(strength, one, SCALE)).toBeGreaterThanOrEqual(strength)
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      expect(scoreOf(strength, low, SCALE)).toBeLessThanOrEqual(scoreOf(strength, high, SCALE))
    })
  )
})

test('a sign below its limit is a finding where the row is isolated too, with that sign as reason', () => {
  const row = { currency: 'EUR', values: { jump_z: 0.85 * LIMITS.jump } }
  expect(judge(row, 0.4, SCALE).anomalous).toBe(false)
  const verdict = judge(row, 0.65, SCALE)
  expect(verdict).toMatchObject({ anomalous: true, isolation: 0.65 })
  expect(verdict.reasons[0]?.sign).toBe('jump')
})

test('uses the gate alone when the isolation is not finite', () => {
  const row = { currency: 'EUR', values: { jump_z: 2 * LIMITS.jump } }
  expect(judge(row, Number.NaN, SCALE)).toEqual(judgeByGate(row))
})
