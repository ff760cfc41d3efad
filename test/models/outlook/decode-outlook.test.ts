import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeOutlooks, monotone, OUTLOOK_OUTPUTS } from '../../../models/outlook/decode-outlook'
import { dropProbability } from '../../../models/outlook/drop-probability'

const outputs = [...OUTLOOK_OUTPUTS]
const logits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: outputs.length,
  maxLength: outputs.length,
})

function ask(lowestMinor: number, daysToDeparture: number) {
  return { row: { currency: 'EUR', values: {} }, lowestMinor, daysToDeparture }
}

function decode(values: readonly number[], days: number, shifts: Record<string, number> = {}) {
  const conformal = { level: 0.8, groups: [{ days_from: 5, days_to: 9, rows: 1, shifts }] }
  return decodeOutlooks(Float32Array.from(values), [ask(10_000, days)], { outputs, conformal })[0]
}

test('quantiles never decrease and horizons end before the departure', () => {
  fc.assert(
    fc.property(logits, fc.integer({ min: 1, max: 60 }), (values, days) => {
      const outlook = decode(values, days)
      expect(outlook?.horizons.every((each) => each.days <= days)).toBe(true)
      for (const { quantilesMinor } of outlook?.horizons ?? []) {
        expect([...quantilesMinor].sort((a, b) => a - b)).toEqual(quantilesMinor)
      }
    })
  )
})

test('a drop is never less likely with more days nor more likely by a greater share', () => {
  const share = fc.double({ min: 0.001, max: 1, noNaN: true })
  const day = fc.integer({ min: 1, max: 90 })
  fc.assert(
    fc.property(logits, day, share, share, day, day, (values, left, a, b, s, t) => {
      const outlook = decode(values, left)
      if (!outlook) throw new Error('no outlook')
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      const [soon, late] = [Math.min(s, t), Math.max(s, t)]
      const tiny = 1e-9
      expect(dropProbability(outlook, more, soon)).toBeLessThanOrEqual(
        dropProbability(outlook, less, soon) + tiny
      )
      expect(dropProbability(outlook, less, soon)).toBeLessThanOrEqual(
        dropProbability(outlook, less, late) + tiny
      )
    })
  )
})

test('a shift of the group is added before the logarithm is undone', () => {
  const zeros = outputs.map(() => 0)
  const inside = decode(zeros, 7, { q90_7d: Math.log(2) })
  const outside = decode(zeros, 10, { q90_7d: Math.log(2) })
  expect(inside?.horizons.at(-1)?.quantilesMinor).toEqual([10_000, 10_000, 10_000, 10_000, 20_000])
  expect(outside?.horizons[2]?.quantilesMinor.at(-1)).toBe(10_000)
})

test('an output that is not finite, or the day of departure, has no outlook', () => {
  expect(
    decode(
      outputs.map((_, at) => (at === 3 ? Number.NaN : 0)),
      7
    )
  ).toBeUndefined()
  expect(
    decode(
      outputs.map(() => 0),
      0
    )
  ).toBeUndefined()
})

test('a table that is monotone already stays as it is', () => {
  const table = [
    [0.3, 0.2, 0.1],
    [0.4, 0.2, 0.15],
  ]
  expect(monotone(table)).toEqual(table)
})

test('each chance is the mean of the greatest that must not exceed it and the least that must', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 4,
    maxLength: 4,
  })
  fc.assert(
    fc.property(fc.array(chances, { minLength: 3, maxLength: 3 }), (table) => {
      const cells = table.flatMap((row, h) => row.map((value, s) => ({ value, h, s })))
      const slow = table.map((row, h) =>
        row.map((_, s) => {
          const below = cells.filter((cell) => cell.h <= h && cell.s >= s).map(({ value }) => value)
          const above = cells.filter((cell) => cell.h >= h && cell.s <= s).map(({ value }) => value)
          return (Math.max(...below) + Math.min(...above)) / 2
        })
      )
      expect(monotone(table)).toEqual(slow)
    })
  )
})

test('columns may stand in any order', () => {
  const order = fc.shuffledSubarray(outputs, { minLength: outputs.length })
  fc.assert(
    fc.property(logits, order, fc.integer({ min: 1, max: 60 }), (values, shuffled, days) => {
      const byName = new Map(outputs.map((name, at) => [name, values[at] ?? 0]))
      const moved = Float32Array.from(shuffled, (name) => byName.get(name) ?? 0)
      const [outlook] = decodeOutlooks(moved, [ask(10_000, days)], { outputs: shuffled })
      expect(outlook).toEqual(decode(values, days))
    })
  )
})
