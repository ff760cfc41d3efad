import { expect, test } from 'vitest'
import {
  forgetObjects,
  moveCursor,
  newestObjects,
  readCursor,
  recordCompacted,
  uncompacted,
} from '../../../workers/storage/lake-objects'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const object = (rawKey: string, scope = TEST) => ({ rawKey, scope, events: 1, badLines: 0 })

test('filters keys that are not compacted yet, in their order', () =>
  inNode(async (db) => {
    await recordCompacted(db, [object('b')])
    await recordCompacted(db, [object('b'), object('d')])
    expect(await uncompacted(db, ['c', 'b', 'a', 'd'])).toEqual(['c', 'a'])
    await forgetObjects(db, ['b'])
    expect(await uncompacted(db, ['b', 'd'])).toEqual(['b'])
  }))

test('does nothing for no keys and no objects', () =>
  inNode(async (db, { platform }) => {
    expect(await uncompacted(db, [])).toEqual([])
    await recordCompacted(db, [])
    expect(platform.calls.database).toBe(0)
  }))

test('remembers how far a walk came, and forgets it at its end', () =>
  inNode(async (db) => {
    expect(await readCursor(db, 'walk')).toBeUndefined()
    await moveCursor(db, 'walk', 'k1')
    await moveCursor(db, 'walk', 'k2')
    await moveCursor(db, 'other', 'x')
    expect(await readCursor(db, 'walk')).toBe('k2')
    await moveCursor(db, 'walk', undefined)
    expect(await readCursor(db, 'walk')).toBeUndefined()
    expect(await readCursor(db, 'other')).toBe('x')
  }))

test('lists the objects of a scope that were compacted last', () =>
  inNode(async (db, { simulation }) => {
    await recordCompacted(db, [object('a')])
    await simulation.wait(5_000)
    await recordCompacted(db, [object('b'), object('x', LIVE)])
    const newest = await newestObjects(db, TEST, 5)
    expect(newest.map(({ key }) => key)).toEqual(['b', 'a'])
    expect(await newestObjects(db, TEST, 1)).toEqual(newest.slice(0, 1))
  }))
