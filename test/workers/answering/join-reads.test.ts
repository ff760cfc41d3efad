import { expect, test } from 'vitest'
import type { SnapshotSource } from '../../../pipelines/events/snapshot-source'
import { joinReads } from '../../../workers/answering/join-reads'
import { createPooledMarkets } from '../../../workers/isolate/pooled-markets'
import { observedBy } from '../../build/pooled'

const own = observedBy('a', [{ priceMinor: 40_000 }])
const other = observedBy('b', [{ priceMinor: 41_000 }, { priceMinor: 42_000 }])
const read = (source: SnapshotSource, snapshot = own) => ({ snapshot, source })

test('members that did not change give the same fare groups, so that what is derived is kept', () => {
  const pooled = createPooledMarkets()
  const first = joinReads('m', new Map([['a', read('object')]]), pooled)
  const again = joinReads('m', new Map([['a', read('memory')]]), pooled)
  expect(again.snapshot?.fareGroups).toBe(first.snapshot?.fareGroups)
  expect([first.source, again.source]).toEqual(['object', 'memory'])
})

test('another member, and another version, are joined anew', () => {
  const pooled = createPooledMarkets()
  const count = (reads: ReadonlyMap<string, ReturnType<typeof read>>) =>
    joinReads('m', reads, pooled).snapshot?.fareGroups[0]?.windows['30d']?.count
  expect(count(new Map([['a', read('object')]]))).toBe(1)
  expect(
    count(
      new Map([
        ['a', read('object')],
        ['b', read('object', other)],
      ])
    )
  ).toBe(3)
  expect(count(new Map([['b', read('object', other)]]))).toBe(2)
})

test('the source is the farthest that answered, and "baseline" where none did', () => {
  const none = { snapshot: undefined, source: 'baseline' } as const
  const source = (...reads: (ReturnType<typeof read> | typeof none)[]) =>
    joinReads('m', new Map(reads.map((each, at) => [`${at}`, each])), createPooledMarkets()).source
  expect(source(read('memory'), read('kv'))).toBe('kv')
  expect(source(read('object'), none)).toBe('object')
  expect(source(none, none)).toBe('baseline')
})
