import { expect, test } from 'vitest'
import type { Cell } from '../../../pipelines/ledger/cells'
import { findDecision, indexDecisions } from '../../../workers/storage/decision-rows'
import {
  markWritten,
  readCells,
  recordVisits,
  unwrittenDays,
  type Visit,
} from '../../../workers/storage/ledger'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const DAY = '2026-01-20'

const decision = (id: string) => ({
  id,
  scope: TEST,
  resource: 'price-insight' as const,
  market: 'LIS-JFK' as const,
  departureDate: '2026-06-10',
  daysOut: '30-59' as const,
  models: '\nfare@1\n',
  at: 10,
  simulatedClock: false,
  rawKey: 'raw/1',
  claims: '{}',
  state: 'open' as const,
  dueAt: 100,
  settledThrough: 10,
})

const visit = (id: string, changes: Partial<Visit> = {}): Visit => ({
  id,
  before: 10,
  settledThrough: 200,
  state: 'settled',
  dueAt: null,
  path: null,
  verdicts: '[]',
  settledAt: 200,
  ...changes,
})

const cell = (changes: Partial<Cell> = {}): Cell => ({
  market: 'LIS-JFK',
  model: 'fare@1',
  daysOut: '30-59',
  measure: 'forecast',
  horizonDays: 3,
  bin: 0,
  n: 1,
  hits: 1,
  said: 0.5,
  total: 2,
  possible: 3,
  censored: 0,
  ...changes,
})

const ALL = { from: '2026-01-01' }

test('moves decisions and adds up their cells, over days too', () =>
  inNode(async (db) => {
    await indexDecisions(db, [decision('a'), decision('b')])
    expect(await recordVisits(db, TEST, DAY, [visit('a')], [cell()])).toBe(true)
    expect(await recordVisits(db, TEST, '2026-01-21', [visit('b')], [cell({ hits: 0 })])).toBe(true)
    expect(await findDecision(db, TEST, 'a')).toMatchObject({
      state: 'settled',
      settledThrough: 200,
    })
    expect(await readCells(db, TEST, ALL)).toEqual([
      cell({ n: 2, hits: 1, said: 1, total: 4, possible: 6 }),
    ])
    expect(await readCells(db, TEST, { from: '2026-01-21' })).toMatchObject([{ n: 1, hits: 0 }])
    expect(await readCells(db, LIVE, ALL)).toEqual([])
  }))

test('changes nothing when one of the decisions was settled meanwhile', () =>
  inNode(async (db) => {
    await indexDecisions(db, [decision('a'), decision('b')])
    await recordVisits(db, TEST, DAY, [visit('a')], [cell()])
    const both = [visit('a'), visit('b')]
    expect(await recordVisits(db, TEST, DAY, both, [cell()])).toBe(false)
    expect(await findDecision(db, TEST, 'b')).toMatchObject({ state: 'open' })
    expect(await readCells(db, TEST, ALL)).toMatchObject([{ n: 1 }])
  }))

test('lists a day with settled decisions until it is written', () =>
  inNode(async (db) => {
    await indexDecisions(db, [decision('a'), decision('b')])
    const open = visit('a', { state: 'open', settledAt: null, dueAt: 300 })
    await recordVisits(db, TEST, '2026-01-19', [open], [])
    expect(await unwrittenDays(db, TEST)).toEqual([])
    await recordVisits(db, TEST, DAY, [visit('b')], [])
    expect(await unwrittenDays(db, TEST)).toEqual([DAY])
    expect(await unwrittenDays(db, LIVE)).toEqual([])
    await markWritten(db, TEST, DAY)
    expect(await unwrittenDays(db, TEST)).toEqual([])
  }))

test('needs the database for no visits', () =>
  inNode(async (db, { platform }) => {
    expect(await recordVisits(db, TEST, DAY, [], [cell()])).toBe(true)
    expect(platform.calls.database).toBe(0)
  }))

test('reads decisions as a whole from the row over all models, and measures without a horizon always', () =>
  inNode(async (db) => {
    await indexDecisions(db, [decision('a')])
    const cells = [
      cell(),
      cell({ horizonDays: 7 }),
      cell({ measure: 'interval', horizonDays: 0 }),
      cell({ measure: 'decision', horizonDays: 0 }),
      cell({ measure: 'decision', horizonDays: 0, model: '' }),
      cell({ market: 'OPO-MAD', daysOut: '0-6' }),
    ]
    await recordVisits(db, TEST, DAY, [visit('a')], cells)
    const read = async (filter: object) => (await readCells(db, TEST, { ...ALL, ...filter })).length
    expect(await read({})).toBe(5)
    expect(await read({ model: 'fare@1' })).toBe(5)
    expect(await read({ market: 'OPO-MAD' })).toBe(1)
    expect(await read({ daysOut: '0-6' })).toBe(1)
    expect(await read({ measures: ['interval'] })).toBe(1)
    expect(await read({ horizonDays: 7 })).toBe(3)
  }))
