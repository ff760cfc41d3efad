import { expect, test } from 'vitest'
import {
  appendEntry,
  headBefore,
  listEntries,
  readHead,
} from '../../../../workers/storage/account/audit-rows'
import { inNode } from '../../in-node-database'

const act = (at: number) => ({
  action: 'key.create' as const,
  actor: 'key_1',
  mode: 'test',
  subject: `key_${at}`,
  detail: '{}',
  at,
})

test('chains the entries of an account, and those of another apart', () =>
  inNode(async (db) => {
    const first = await appendEntry(db, 'acme', act(1))
    const second = await appendEntry(db, 'acme', act(2))
    await appendEntry(db, 'zeta', act(3))
    expect([first.sequence, second.sequence]).toEqual([1, 2])
    expect(second.hash).not.toBe(first.hash)
    expect(await listEntries(db, 'acme', 0, 10)).toEqual([first, second])
    expect(await listEntries(db, 'acme', 1, 10)).toEqual([second])
    expect(await listEntries(db, 'acme', 0, 1)).toEqual([first])
    expect(await readHead(db, 'acme')).toMatchObject({ sequence: 2, hash: second.hash })
  }))

test('appends without a gap when many append at once', () =>
  inNode(async (db) => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => appendEntry(db, 'acme', act(at))))
    const entries = await listEntries(db, 'acme', 0, 20)
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(entries.map(({ subject }) => subject)).size).toBe(8)
  }))

test('goes on after the last entry where the head has no row', () =>
  inNode(async (db, { database }) => {
    const { hash } = await appendEntry(db, 'acme', act(1))
    database.script('DELETE FROM audit_heads')
    expect(await readHead(db, 'acme')).toMatchObject({ sequence: 1, hash })
    expect((await appendEntry(db, 'acme', act(2))).sequence).toBe(2)
    expect((await readHead(db, 'nobody')).sequence).toBe(0)
  }))

test('gives the last entry of before an instant', () =>
  inNode(async (db) => {
    await appendEntry(db, 'acme', act(10))
    const second = await appendEntry(db, 'acme', act(20))
    await appendEntry(db, 'acme', act(30))
    expect(await headBefore(db, 'acme', 30)).toEqual({ sequence: 2, hash: second.hash })
    expect(await headBefore(db, 'acme', 10)).toBeUndefined()
  }))

test('gives up where another writer always comes first', () =>
  inNode(async (db) => {
    const { hash: _, ...entry } = await appendEntry(db, 'acme', act(1))
    const racing = {
      select: () => db.select(),
      insert: (table: never) => db.insert(table),
      batch: async () => [{ meta: { changes: 0 } }],
    } as unknown as typeof db
    await expect(appendEntry(racing, 'acme', entry)).rejects.toThrow('too many at once')
  }))
