import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelList, modelsIn } from '../../../pipelines/decisions/decision-row'
import { differencesOf } from '../../../pipelines/decisions/differences'
import { isSampled } from '../../../pipelines/decisions/sampling'

test('samples every decision at rate 1, none at 0, and is stable by id', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (id, rate) => {
      expect(isSampled(id, 1)).toBe(true)
      expect(isSampled(id, 0)).toBe(false)
      expect(isSampled(id, rate)).toBe(isSampled(id, rate))
      // A higher rate samples every decision of a lower one.
      if (isSampled(id, rate / 2)) expect(isSampled(id, rate)).toBe(true)
    })
  )
})

test('samples about the given rate', () => {
  for (const rate of [0.001, 0.1, 0.5]) {
    const taken = Array.from({ length: 100_000 }, (_, at) => isSampled(`dec_${at}`, rate))
    const share = taken.filter(Boolean).length / taken.length
    // Five standard deviations.
    expect(Math.abs(share - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / taken.length))
  }
})

test('finds no differences between equal values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JSON has one zero, and both sides came through it.
      const stored: unknown = JSON.parse(JSON.stringify(value))
      expect(differencesOf(stored, JSON.parse(JSON.stringify(value)))).toEqual([])
    })
  )
})

test('each difference is named by its pointer, with both sides', () => {
  const stored = { a: { b: [1, 2, 3] }, 'x/y': 0.1 + 0.2, gone: null }
  const again = { a: { b: [1, 5] }, 'x/y': 0.3, come: 'in' }
  expect(differencesOf(stored, again)).toEqual([
    { pointer: '/a/b/1', stored: 2, recomputed: 5 },
    { pointer: '/a/b/2', stored: 3 },
    { pointer: '/x~1y', stored: 0.1 + 0.2, recomputed: 0.3 },
    { pointer: '/gone', stored: null },
    { pointer: '/come', recomputed: 'in' },
  ])
})

test('one changed leaf is one difference, wherever it is', () => {
  const value = fc.dictionary(fc.string(), fc.array(fc.double({ noNaN: true }), { minLength: 1 }), {
    minKeys: 1,
  })
  fc.assert(
    fc.property(value, fc.nat(), (record, pick) => {
      const names = Object.keys(record)
      const name = names[pick % names.length] ?? ''
      const [first = 0, ...rest] = Object.hasOwn(record, name) ? (record[name] ?? []) : []
      const changed = Object.fromEntries(Object.entries(record).map(([key, list]) => [key, list]))
      Object.defineProperty(changed, name, {
        value: [first === 7 ? 8 : 7, ...rest],
        enumerable: true,
      })
      expect(differencesOf(record, changed).length).toBe(1)
    })
  )
})

test('returns each model of a list once', () => {
  expect(modelsIn(modelList(['b', 'a', 'b']))).toEqual(['a', 'b'])
  expect(modelsIn(modelList([]))).toEqual([])
})
