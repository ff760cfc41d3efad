import { expect, test } from 'vitest'
import { forgetChecks, listChecks, recordChecks, standings } from '../../../workers/storage/quality'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

type Results = Parameters<typeof recordChecks>[3]
type Changes = Parameters<typeof recordChecks>[4]

const results = (status: 'pass' | 'fail', count = 1): Results =>
  Array.from({ length: count }, (_, at) => ({
    table: 'searches',
    check: `check-${at}`,
    status,
    value: 1,
    threshold: 2,
    detail: 'a test',
  }))

const CHANGES: Changes = results('fail').map((result) => ({ ...result, state: 'raised' }))

test('keeps the latest status of each check by its subject', () =>
  inNode(async (db) => {
    await recordChecks(db, TEST, 1, results('pass'), [])
    await recordChecks(db, TEST, 2, results('fail'), [])
    await recordChecks(db, LIVE, 3, results('pass'), [])
    expect([...(await standings(db, TEST)).values()]).toEqual(['fail'])
  }))

test('writes results with the alerts of their changes, more than a statement takes', () =>
  inNode(async (db, { database }) => {
    await recordChecks(db, TEST, 1, results('fail', 25), CHANGES)
    expect((await standings(db, TEST)).size).toBe(25)
    const alerts = database.now('SELECT kind, state FROM alerts')
    expect(alerts).toEqual([{ kind: 'data_quality', state: 'raised' }])
    await recordChecks(db, TEST, 2, [], [])
    expect((await standings(db, TEST)).size).toBe(25)
  }))

test('lists results newest first, one more than the limit, and filters them', () =>
  inNode(async (db) => {
    await recordChecks(db, TEST, 1, results('pass', 2), [])
    await recordChecks(db, TEST, 2, results('fail', 2), [])
    const rows = await listChecks(db, TEST, { limit: 9 })
    expect(rows.map(({ at }) => at)).toEqual([2, 2, 1, 1])
    expect(await listChecks(db, TEST, { limit: 2 })).toHaveLength(3)
    expect(await listChecks(db, TEST, { limit: 9, after: rows[2]?.id })).toHaveLength(1)
    expect(await listChecks(db, TEST, { limit: 9, check: 'check-1', status: 'pass' })).toHaveLength(
      1
    )
    expect(await listChecks(db, TEST, { limit: 9, table: 'offers' })).toEqual([])
    expect(await listChecks(db, LIVE, { limit: 9 })).toEqual([])
  }))

test('forgets old results but the latest of each check', () =>
  inNode(async (db) => {
    await recordChecks(db, TEST, 1, results('pass'), [])
    await recordChecks(db, TEST, 2, results('pass'), [])
    expect(await forgetChecks(db, TEST, 100)).toBe(1)
    expect((await listChecks(db, TEST, { limit: 9 })).map(({ at }) => at)).toEqual([2])
  }))
