import { expect, test } from 'vitest'
import { changeAlerts } from '../../../../workers/storage/alerting/alert-rows'
import {
  type AlertRule,
  addRule,
  listRules,
  MAX_RULES,
  raisedRules,
  removeRule,
} from '../../../../workers/storage/alerting/rule-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const rule = (id: string, changes: Partial<AlertRule> = {}): AlertRule => ({
  id,
  scope: TEST,
  name: 'Letters',
  condition: { kind: 'dead_letters', count: 3 },
  priority: 'P2',
  quietHours: undefined,
  createdAt: 1,
  ...changes,
})

test('keeps a rule as it was added, for its own scope, oldest first', () =>
  inNode(async (db) => {
    const quietHours = { from: '22:00', to: '06:00', time_zone: 'Europe/Lisbon' }
    await addRule(db, rule('b', { createdAt: 2, quietHours }))
    await addRule(db, rule('a'))
    await addRule(db, rule('x', { scope: LIVE }))
    const rules = await listRules(db, TEST)
    expect(rules.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(rules).toEqual([rule('a'), rule('b', { createdAt: 2, quietHours })])
  }))

test('gives the least priority to a rule stored with an unknown one', () =>
  inNode(async (db, { database }) => {
    await addRule(db, rule('a'))
    database.now("UPDATE alert_rules SET priority = 'P9'")
    expect(await listRules(db, TEST)).toMatchObject([{ priority: 'P3' }])
  }))

test('takes no more rules of a scope than the limit', () =>
  inNode(async (db, { database }) => {
    await addRule(db, rule('a'))
    database.script(`INSERT INTO alert_rules (id, scope, name, condition, priority, created_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MAX_RULES - 1})
      SELECT 'r' || i, scope, name, condition, priority, 2 FROM n, alert_rules WHERE id = 'a'`)
    expect(await addRule(db, rule('more'))).toBeUndefined()
    expect(await addRule(db, rule('live', { scope: LIVE }))).toBeDefined()
  }))

test('removes a rule of the scope and returns it', () =>
  inNode(async (db) => {
    await addRule(db, rule('a'))
    expect(await removeRule(db, LIVE, 'a')).toBeUndefined()
    expect(await removeRule(db, TEST, 'a')).toEqual(rule('a'))
    expect(await removeRule(db, TEST, 'a')).toBeUndefined()
  }))

test('knows which rules have a raised alert now', () =>
  inNode(async (db) => {
    const change = (id: string, isRaised: boolean, at: number) =>
      changeAlerts(
        db,
        TEST,
        'dead_letters',
        [{ subject: id, isRaised, detail: '', ruleId: id }],
        at
      )
    await change('a', true, 1)
    await change('b', true, 1)
    await change('b', false, 2)
    expect(await raisedRules(db, TEST)).toEqual(new Set(['a']))
    expect(await raisedRules(db, LIVE)).toEqual(new Set())
  }))
