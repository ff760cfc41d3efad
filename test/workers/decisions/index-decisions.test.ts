import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { indexDelivered } from '../../../workers/decisions/index-decisions'
import { connect } from '../../../workers/services'
import { findDecision } from '../../../workers/storage/decision-rows'
import { decisionEvent, START } from '../../build/decisions'
import { LIVE, TEST } from '../../build/scopes'

const services = connect(env, { now: START, defer: () => {} })

test('indexes the decisions of a batch under their scope and raw object, once', async () => {
  const deliveries = [
    {
      id: 'message',
      scope: TEST,
      events: [decisionEvent('dec_index_1'), decisionEvent('dec_index_2')],
    },
  ]
  const claims = new Map([['message', { rawKey: 'raw/a.gz' }]])
  await indexDelivered(services, deliveries, claims)
  await indexDelivered(services, deliveries, claims)
  expect(await findDecision(services.db, TEST, 'dec_index_1')).toMatchObject({
    rawKey: 'raw/a.gz',
    state: 'open',
  })
  expect(await findDecision(services.db, LIVE, 'dec_index_1')).toBeUndefined()
})

test('leaves out a message without a raw object: nothing could be read back', async () => {
  const deliveries = [{ id: 'unstored', scope: TEST, events: [decisionEvent('dec_index_3')] }]
  await indexDelivered(services, deliveries, new Map())
  expect(await findDecision(services.db, TEST, 'dec_index_3')).toBeUndefined()
})
