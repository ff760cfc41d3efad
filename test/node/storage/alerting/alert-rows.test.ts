import { expect, test } from 'vitest'
import {
  changeAlerts,
  listAlerts,
  raisedSubjects,
  undeliveredAlerts,
  type Watched,
} from '../../../../workers/storage/alerting/alert-rows'
import { addDeliveries } from '../../../../workers/storage/alerting/delivery-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const watched = (subject: string, isRaised: boolean, changes: Partial<Watched> = {}): Watched => ({
  subject,
  isRaised,
  detail: `${subject} changed`,
  ...changes,
})

test('stores an alert for a change of state, and none while the state stays', () =>
  inNode(async (db) => {
    const change = (isRaised: boolean, at: number) =>
      changeAlerts(db, TEST, 'dead_job', [watched('a', isRaised)], at)
    expect(await change(false, 1)).toBe(0)
    expect(await change(true, 2)).toBe(1)
    expect(await change(true, 3)).toBe(0)
    expect(await raisedSubjects(db, TEST, 'dead_job')).toEqual(new Set(['a']))
    expect(await change(false, 4)).toBe(1)
    expect(await raisedSubjects(db, TEST, 'dead_job')).toEqual(new Set())
    expect(await raisedSubjects(db, TEST, 'other')).toEqual(new Set())
  }))

test('stores many changes at once, each in its own scope', () =>
  inNode(async (db) => {
    const many = Array.from({ length: 25 }, (_, at) => watched(`s${at}`, true))
    expect(await changeAlerts(db, TEST, 'dead_job', many, 1)).toBe(25)
    expect((await raisedSubjects(db, TEST, 'dead_job')).size).toBe(25)
    expect((await raisedSubjects(db, LIVE, 'dead_job')).size).toBe(0)
  }))

test('lists alerts newest first, filtered, one more than the limit', () =>
  inNode(async (db) => {
    await changeAlerts(db, TEST, 'a', [watched('x', true, { priority: 'P1', ruleId: 'r' })], 1)
    await changeAlerts(db, TEST, 'b', [watched('y', true)], 2)
    await changeAlerts(db, TEST, 'b', [watched('y', false)], 3)
    const list = async (query: object) =>
      (await listAlerts(db, TEST, { limit: 9, ...query })).map(({ alert }) => alert.at)
    expect(await list({})).toEqual([3, 2, 1])
    expect(await list({ limit: 1 })).toEqual([3, 2])
    expect(await list({ state: 'raised' })).toEqual([2, 1])
    expect(await list({ kind: 'a' })).toEqual([1])
    expect(await list({ priority: 'P3' })).toEqual([3, 2])
    const [newest] = await listAlerts(db, TEST, { limit: 9 })
    expect(await list({ after: newest?.place })).toEqual([2, 1])
    expect(await listAlerts(db, LIVE, { limit: 9 })).toEqual([])
  }))

test('lists alerts without a delivery, oldest first, of the given scopes', () =>
  inNode(async (db) => {
    await changeAlerts(db, TEST, 'a', [watched('x', true)], 2)
    await changeAlerts(db, LIVE, 'a', [watched('y', true)], 1)
    const subjects = async (scopes: (typeof TEST)[]) =>
      (await undeliveredAlerts(db, scopes, 9)).map(({ subject }) => subject)
    expect(await subjects([TEST, LIVE])).toEqual(['y', 'x'])
    const [first] = await undeliveredAlerts(db, [TEST], 9)
    await addDeliveries(db, first?.id, [], 5)
    expect(await subjects([TEST, LIVE])).toEqual(['y'])
    expect(await subjects([])).toEqual([])
  }))
