import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conformalShifts } from '../../../models/runtime/conformal'
import { manifestOf } from '../../build/manifest'

const group = (days_from: number, days_to: number, q90: number, currency?: string) => ({
  days_from,
  days_to,
  rows: 500,
  shifts: { q90 },
  ...(currency && { currency }),
})
const manifest = manifestOf({
  conformal: {
    level: 0.8,
    groups: [group(0, 6, 0.3, 'INR'), group(0, 6, 0.2), group(7, 9999, 0.1)],
  },
})

test('a row takes the shifts of its days to departure, both ends included', () => {
  const at = (daysToDeparture: number) => conformalShifts(manifest, { daysToDeparture }).q90
  expect([0, 6, 6.9, 7, 9999].map(at)).toEqual([0.2, 0.2, 0.2, 0.1, 0.1])
})

test('a group of its currency goes before one of any', () => {
  const of = (currency: string, daysToDeparture: number) =>
    conformalShifts(manifest, { daysToDeparture, currency }).q90
  expect([of('INR', 3), of('USD', 3), of('INR', 30)]).toEqual([0.3, 0.2, 0.1])
})

test('unknown days, days in no group and a manifest without calibration shift nothing', () => {
  expect(conformalShifts(manifest, { daysToDeparture: undefined })).toEqual({})
  expect(conformalShifts(manifest, { daysToDeparture: -1 })).toEqual({})
  expect(conformalShifts(manifestOf({}), { daysToDeparture: 3 })).toEqual({})
})

test('every whole day from departure on has exactly one group of any currency', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), (daysToDeparture) => {
      const { groups = [] } = manifest.conformal ?? {}
      const own = groups.filter(
        ({ days_from, days_to, currency }) =>
          !currency && days_from <= daysToDeparture && daysToDeparture <= days_to
      )
      expect(own).toHaveLength(1)
      expect(conformalShifts(manifest, { daysToDeparture })).toBe(own[0]?.shifts)
    })
  )
})
