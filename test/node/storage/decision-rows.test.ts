import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import type { DecisionRow } from '../../../pipelines/decisions/decision-row'
import {
  countDecisions,
  decisionsSettledOn,
  dueDecisions,
  findDecision,
  forgetDecisionMessages,
  forgetDecisions,
  indexDecisions,
} from '../../../workers/storage/decision-rows'
import { claimRawKeys } from '../../../workers/storage/receipt-rows'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const row = (id: string, changes: Partial<DecisionRow> = {}): DecisionRow => ({
  id,
  scope: TEST,
  resource: 'price-insight',
  market: 'LIS-JFK',
  departureDate: '2026-06-10',
  daysOut: '30-59',
  models: '\nfare@1\n',
  at: 10,
  simulatedClock: false,
  rawKey: 'raw/1',
  claims: '{}',
  state: 'open',
  dueAt: 100,
  settledThrough: 10,
  ...changes,
})
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const AT_ONCE = { at: 500, withSimulatedClock: true, after: undefined }

test('indexes a decision once; written anew it moves to the newer raw object', () =>
  inNode(async (db) => {
    await indexDecisions(db, [])
    await indexDecisions(db, [row('a')])
    await indexDecisions(db, [row('a', { rawKey: 'raw/2', market: 'OPO-MAD' }), row('b')])
    expect(await findDecision(db, TEST, 'a')).toMatchObject({ rawKey: 'raw/2', market: 'LIS-JFK' })
    expect(await findDecision(db, LIVE, 'a')).toBeUndefined()
  }))

test('lists due decisions by their time and then their id, page by page', () =>
  inNode(async (db) => {
    await indexDecisions(db, [
      row('c', { dueAt: 200 }),
      row('b'),
      row('a'),
      row('later', { dueAt: 900 }),
      row('live', { scope: LIVE }),
      row('closed', { state: 'unclaimed', dueAt: null }),
    ])
    const first = await dueDecisions(db, TEST, AT_ONCE, 2)
    expect(ids(first)).toEqual(['a', 'b'])
    const after = { dueAt: 100, id: 'a' }
    expect(ids(await dueDecisions(db, TEST, { ...AT_ONCE, after }, 9))).toEqual(['b', 'c'])
  }))

test('leaves decisions at a simulated clock to the runs on demand', () =>
  inNode(async (db) => {
    await indexDecisions(db, [row('a', { simulatedClock: true }), row('b')])
    const cron = { ...AT_ONCE, withSimulatedClock: false }
    expect(ids(await dueDecisions(db, TEST, cron, 9))).toEqual(['b'])
    expect(ids(await dueDecisions(db, TEST, AT_ONCE, 9))).toEqual(['a', 'b'])
  }))

test('lists the decisions that were settled on a UTC day', () =>
  inNode(async (db, { database }) => {
    await indexDecisions(
      db,
      ['a', 'b', 'c', 'd'].map((id) => row(id))
    )
    const midnight = Date.parse('2026-06-12')
    for (const [id, at] of [
      ['a', midnight],
      ['b', midnight + DAY_MS - 1],
      ['c', midnight + DAY_MS],
    ]) {
      database.now('UPDATE decisions SET settled_at = ? WHERE id = ?', at, id)
    }
    expect(ids(await decisionsSettledOn(db, TEST, '2026-06-12', '', 9))).toEqual(['a', 'b'])
    expect(ids(await decisionsSettledOn(db, TEST, '2026-06-12', 'a', 9))).toEqual(['b'])
    expect(ids(await decisionsSettledOn(db, TEST, '2026-06-12', '', 1))).toEqual(['a'])
  }))

test('counts the decisions of a state by market, model and days out', () =>
  inNode(async (db) => {
    await indexDecisions(db, [
      row('a'),
      row('b', { market: 'OPO-MAD', models: '\nfare@1\noutlook@2\n', daysOut: '0-6' }),
      row('c', { state: 'unclaimed', models: '\nfare@10\n' }),
    ])
    const count = (filter: object, state: 'open' | 'unclaimed' = 'open') =>
      countDecisions(db, TEST, state, filter)
    expect(await count({})).toBe(2)
    expect(await count({ market: 'OPO-MAD' })).toBe(1)
    expect(await count({ model: 'fare@1' })).toBe(2)
    expect(await count({ model: 'fare@1' }, 'unclaimed')).toBe(0)
    expect(await count({ daysOut: '0-6', model: 'outlook@2' })).toBe(1)
    expect(await countDecisions(db, LIVE, 'open', {})).toBe(0)
  }))

test('forgets the decisions of a scope by the wall clock at which they were recorded', () =>
  inNode(async (db, { simulation }) => {
    await indexDecisions(db, [row('a'), row('x', { scope: LIVE })])
    const before = simulation.now + 5_000
    await simulation.wait(10_000)
    await indexDecisions(db, [row('b')])
    expect(await forgetDecisions(db, TEST, before)).toBe(1)
    expect(await findDecision(db, TEST, 'a')).toBeUndefined()
    expect(await findDecision(db, TEST, 'b')).toBeDefined()
    expect(await findDecision(db, LIVE, 'x')).toBeDefined()
  }))

test('forgets the messages of decisions by the day in their names, and no other message', () =>
  inNode(async (db, { database }) => {
    const names = ['dcs_2026-01-01_a', 'dcs_2026-02-01_b', 'rcp_1']
    await claimRawKeys(
      db,
      names.map((receiptId) => ({ id: receiptId, receiptId, rawKey: 'raw/1' }))
    )
    await forgetDecisionMessages(db, 'dcs_', '2026-01-15')
    expect(database.now('SELECT id FROM receipt_messages ORDER BY id')).toEqual([
      { id: 'dcs_2026-02-01_b' },
      { id: 'rcp_1' },
    ])
  }))
