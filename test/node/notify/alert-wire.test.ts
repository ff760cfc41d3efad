import { expect, test } from 'vitest'
import { AlertWire, alertWire, webhookBody } from '../../../workers/notify/alert-wire'
import { TEST } from '../../build/scopes'

const ALERT = {
  id: 'alr_1',
  scope: TEST,
  kind: 'dead_letters',
  subject: 'rule_1',
  state: 'raised' as const,
  detail: '5 dead letters wait; the limit is 3',
  priority: 'P1' as const,
  ruleId: 'rule_1',
  at: 0,
  deliveredAt: null,
}

test('writes an alert in the form of the contract', () => {
  expect(AlertWire.parse(alertWire(ALERT))).toEqual({
    id: 'alr_1',
    kind: 'dead_letters',
    subject: 'rule_1',
    state: 'raised',
    priority: 'P1',
    detail: '5 dead letters wait; the limit is 3',
    rule_id: 'rule_1',
    at: '1970-01-01T00:00:00.000Z',
  })
})

test('gives the least priority to an alert stored with an unknown one', () => {
  expect(alertWire({ ...ALERT, priority: 'P9' as never }).priority).toBe('P3')
})

test('writes the body of a webhook with its type and instant', () => {
  expect(JSON.parse(webhookBody('alert.raised', 1_000, { a: 1 }))).toEqual({
    type: 'alert.raised',
    timestamp: '1970-01-01T00:00:01.000Z',
    data: { a: 1 },
  })
})
