import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitsOf, brokenLeaves, leafFor, splitLeaf } from '../../../../pipelines/lake/curated/leaves'
import type { Row } from '../../../../pipelines/lake/curated/table'
import { tableNamed } from '../../../../pipelines/lake/curated/tables'
import { NOON, searchOf } from '../../../build/curated-events'

const table = tableNamed('search_events')
const bits = bitsOf(table)
const rows = Array.from({ length: 300 }, (_, id) =>
  table.rowsOf(searchOf({ id: `s-${id}`, at: NOON + (id % 7) * 400_000 }))
).flat()

function insert(leaves: Map<string, readonly Row[]>, fresh: readonly Row[], maxRows: number) {
  const names = new Set(leaves.keys())
  for (const [leaf, group] of Map.groupBy(fresh, (row) => leafFor(bits(row), names))) {
    const whole = [...(leaves.get(leaf) ?? []), ...group]
    leaves.delete(leaf)
    for (const [name, part] of splitLeaf(leaf, whole, maxRows, bits)) leaves.set(name, part)
  }
  return leaves
}

test('splits rows into the same bounded leaves in any batches', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90 }), (max, size) => {
      const whole = insert(new Map(), rows, max)
      const bitByBit = new Map<string, readonly Row[]>()
      for (let at = 0; at < rows.length; at += size)
        insert(bitByBit, rows.slice(at, at + size), max)
      expect(sizes(bitByBit)).toEqual(sizes(whole))
      expect(Math.max(...[...whole.values()].map(({ length }) => length))).toBeLessThanOrEqual(max)
      expect([...whole.values()].flat().length).toBe(rows.length)
      expect(brokenLeaves(new Set(whole.keys()))).toEqual([])
    })
  )
})

function sizes(leaves: ReadonlyMap<string, readonly Row[]>) {
  return [...leaves].map(([name, part]) => `${name} ${part.length}`).sort()
}

test('treats a leaf beside its own halves as a broken split', () => {
  expect(brokenLeaves(new Set(['', '0', '1']))).toEqual([''])
  expect(brokenLeaves(new Set(['00', '01', '1']))).toEqual([])
})

test('finds a leaf for a row whose half has none yet', () => {
  expect(leafFor('0110', new Set())).toBe('')
  expect(leafFor('0110', new Set(['00']))).toBe('01')
  expect(leafFor('1110', new Set(['00', '01']))).toBe('1')
})
