import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { watchSlos } from '../../../../workers/jobs/alerting/watch-slos'
import { METRICS_OBJECT } from '../../../../workers/objects/metrics-object'
import { services } from '../../../build/lake'
import { TEST } from '../../../build/scopes'

const HOUR = 3_600_000

beforeEach(async () => {
  await env.DB.prepare('DELETE FROM alerts').run()
})

async function alerts() {
  const { results } = await env.DB.prepare(
    "SELECT scope, subject, state, priority, detail FROM alerts WHERE kind = 'slo_burn' ORDER BY at"
  ).all<{ scope: string; subject: string; state: string; priority: string; detail: string }>()
  return results
}

const at = (ms: number) => ({ ...services, wallNow: () => ms })

test('an outage raises each pair of windows once, and they resolve as time passes', async () => {
  const now = Date.now()
  const slos = { webhook_delivery: { good: 0, total: 1_000 } }
  await env.METRICS.getByName(METRICS_OBJECT).add({ samples: {}, slos })
  expect(await watchSlos(at(now), now)).toMatchObject({ burning: 3, alerts: 3 })
  expect(await watchSlos(at(now), now)).toMatchObject({ burning: 3, alerts: 0 })
  const raised = await alerts()
  expect(raised.map(({ subject, priority }) => [subject, priority]).toSorted()).toEqual([
    ['webhook_delivery.fast', 'P1'],
    ['webhook_delivery.medium', 'P2'],
    ['webhook_delivery.slow', 'P3'],
  ])
  expect(new Set(raised.map(({ scope }) => scope))).toEqual(new Set(['operators/live']))
  expect(raised[0]?.detail).toMatch(/^Delivery of webhooks: the error budget of 1\.0 % is spent/)
  const later = now + 6 * 24 * HOUR
  expect(await watchSlos(at(later), later)).toMatchObject({ burning: 0, alerts: 3 })
  expect((await alerts()).filter(({ state }) => state === 'resolved')).toHaveLength(3)
})

test('a key does not run it', async () => {
  expect(await watchSlos(services, services.now, [TEST])).toHaveProperty('skipped')
})
