import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { decisionRow } from '../../../pipelines/decisions/decision-row'
import { lineOf } from '../../../pipelines/events/event-line'
import { readDecision } from '../../../workers/decisions/read-decision'
import { deflate } from '../../../workers/lake/raw-text'
import { connect } from '../../../workers/services'
import { indexDecisions } from '../../../workers/storage/decision-rows'
import { decisionEvent, START } from '../../build/decisions'
import { LIVE, TEST } from '../../build/scopes'

const services = connect(env, { now: START, defer: () => {} })

async function store(rawKey: string, ...ids: string[]) {
  const events = ids.map((id) => decisionEvent(id))
  await env.LAKE.put(rawKey, deflate(events.map(lineOf).join('\n')))
  const rows = events.map((event) => decisionRow(event, { scope: TEST, rawKey }))
  await indexDecisions(services.db, rows)
}

test('finds its own line among those of the raw object', async () => {
  await store('raw/read-decision.gz', 'dec_read_1', 'dec_read_11', 'dec_read_2')
  const found = await readDecision(services, TEST, 'dec_read_1')
  expect(found?.event).toEqual(decisionEvent('dec_read_1'))
  expect(found?.indexed.rawKey).toBe('raw/read-decision.gz')
})

test('returns undefined in another scope, without a row, and once the raw object has expired', async () => {
  await store('raw/read-decision-expired.gz', 'dec_read_old')
  expect(await readDecision(services, LIVE, 'dec_read_old')).toBeUndefined()
  expect(await readDecision(services, TEST, 'dec_read_never')).toBeUndefined()
  await env.LAKE.delete('raw/read-decision-expired.gz')
  expect(await readDecision(services, TEST, 'dec_read_old')).toBeUndefined()
})
