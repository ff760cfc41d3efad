import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { DecisionEvent } from '../../../pipelines/events/event'
import { readDecision } from '../../../workers/decisions/read-decision'
import { replayDecision } from '../../../workers/decisions/replay-decision'
import { connect } from '../../../workers/services'
import { decisionEvent } from '../../build/decisions'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision } from '../../build/recorded-decisions'
import { addKeys, ask, NOW } from '../../build/sandbox'
import { TEST } from '../../build/scopes'

const services = connect(env, { now: Date.parse(NOW), defer: () => {} })
const Answer = z.object({ data: z.looseObject({ decision_id: z.string() }) })

beforeAll(async () => {
  await addKeys()
  await observe('BZG-OSL', 40_00)
})

async function anEvent(): Promise<DecisionEvent> {
  const path = `/v1/price-insights?origin=BZG&destination=OSL&departure_date=${inDays(15)}`
  const { data } = Answer.parse(await (await ask(path)).json())
  await recordedDecision(data.decision_id)
  const found = await readDecision(services, TEST, data.decision_id)
  if (!found) throw new Error(`${data.decision_id} was not stored`)
  return found.event
}

const withDecision = (event: DecisionEvent, changes: Partial<DecisionEvent['decision']>) => ({
  ...event,
  decision: { ...event.decision, ...changes },
})

test('names the feature and the field of the answer that now come out differently', async () => {
  const event = await anEvent()
  expect(await replayDecision(event, services)).toEqual({ differences: [] })
  const { answer, models } = structuredClone(event.decision)
  const changed = withDecision(event, {
    answer: { ...Object(answer), status: 'perfect' },
    models: {
      ...models,
      fare: {
        name: models.fare?.name ?? '',
        rows: [{ currency: 'EUR', values: { distance_km: 1 } }],
      },
    },
  })
  const replayed = await replayDecision(changed, services)
  if (typeof replayed === 'string') throw new Error(replayed)
  expect(replayed.differences).toContainEqual({
    pointer: '/answer/status',
    stored: 'perfect',
    recomputed: expect.any(String),
  })
  expect(replayed.differences.map(({ pointer }) => pointer)).toContain(
    '/models/fare/rows/0/values/days_to_departure'
  )
})

test('says why a decision cannot be recomputed', async () => {
  const event = await anEvent()
  const { snapshot, models } = event.decision
  if (!snapshot) throw new Error('the market has no snapshot')
  const replay = (changes: Partial<DecisionEvent['decision']>) =>
    replayDecision(withDecision(event, changes), services)
  expect(await replay({ snapshot: { ...snapshot, key: null } })).toContain('could not be stored')
  expect(await replay({ snapshot: { ...snapshot, key: 'nowhere.json.gz' } })).toContain('expired')
  expect(await replay({ models: { ...models, fare: { name: 'fare@gone' } } })).toContain(
    'Its model cannot be opened'
  )
  const ranked = withDecision(decisionEvent('dec_rank'), { resource: 'offer-rank' })
  expect(await replayDecision(ranked, services)).toContain('offer-rank')
})
