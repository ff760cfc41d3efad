import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeByGate } from '../../../models/anomaly/baseline-anomaly'
import { LIMITS, readSigns, SIGNS } from '../../../models/anomaly/gate'

const distance = fc.double({ min: 0, max: 100, noNaN: true })

function rowWith(distances: Readonly<Record<string, number>>) {
  return { currency: 'EUR', values: distances }
}

test('a row is a finding when any sign is at its limit, and names that sign first', () => {
  for (const sign of SIGNS) {
    const at = judgeByGate(rowWith({ [`${sign}_z`]: LIMITS[sign] }))
    expect(at).toMatchObject({ anomalous: true, gate: 1, score: 1 })
    expect(at.reasons[0]?.sign).toBe(sign)
    expect(judgeByGate(rowWith({ [`${sign}_z`]: 0.99 * LIMITS[sign] })).anomalous).toBe(false)
  }
})

test('returns signs strongest first, without unmeasured ones', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...SIGNS), distance), (distances) => {
      const values = Object.fromEntries(
        Object.entries(distances).map(([sign, value]) => [`${sign}_z`, value])
      )
      const signs = readSigns(rowWith(values))
      expect(signs).toHaveLength(Object.keys(distances).length)
      for (const [at, { strength }] of signs.entries()) {
        expect(strength).toBeLessThanOrEqual(signs[at - 1]?.strength ?? Infinity)
      }
    })
  )
})

test('returns no finding and no reason for a row of missing values', () => {
  expect(judgeByGate(rowWith({}))).toEqual({
    score: 0,
    isolation: undefined,
    gate: 0,
    anomalous: false,
    expected: undefined,
    reasons: [],
  })
})

test('gives the observed and the usual value in reasons', () => {
  const row = rowWith({ jump_z: 100, jump: -0.48, jump_usual: 0.01 })
  const { reasons, expected } = judgeByGate(row)
  expect(reasons).toMatchObject([{ sign: 'jump', actual: -0.48, expected: 0.01 }])
  expect(expected).toBe(0.01)
})
