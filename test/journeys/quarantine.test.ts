import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import { PriceInsight } from '../../pipelines/answers/price-insight/price-insight-wire'
import type { SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import { marketObjectName } from '../../workers/storage/market-name'
import { offer, search } from '../build/events'
import { ALL_SCOPES, putKeys } from '../build/keys'
import { TEST } from '../build/scopes'

const NOW = Date.now()
const DEPARTURE = utcDay(NOW + 30 * DAY_MS)

beforeAll(() => putKeys([{ id: 'q1', key: 'sk_test_quarantine', scopes: ALL_SCOPES }]))

test('three events at 0.01 move no figure of an answer and open one suspect', async () => {
  await observe('LIS-FCO', usual('LIS-FCO'))
  const before = await insight('LIS-FCO')
  await observe('LIS-MXP', usual('LIS-MXP'))
  await observe(
    'LIS-MXP',
    ['x1', 'x2', 'x3'].map((id) =>
      search({ id, at: NOW, market: 'LIS-MXP', departureDate: DEPARTURE, offers: [offer(1)] })
    )
  )
  const after = await insight('LIS-MXP')
  expect(figuresOf(after)).toEqual(figuresOf(before))
  expect([before.evidence.quarantined, after.evidence.quarantined]).toEqual([0, 3])
  expect([before.suspect, before.suspect_fares]).toEqual([undefined, undefined])
  expect(after.suspect).toBe(true)
  expect(after.suspect_fares).toMatchObject([
    {
      suspect: true,
      price: { amount: '0.01', currency: 'EUR' },
      airline: 'TP',
      doubt: 'below_least',
      sightings: 3,
    },
  ])
})

test('an empty market that saw only impossible prices has no fares, and names them', async () => {
  const events = ['y1', 'y2', 'y3'].map((id) =>
    search({ id, at: NOW, market: 'LIS-VCE', departureDate: DEPARTURE, offers: [offer(1)] })
  )
  await observe('LIS-VCE', events)
  const answer = await insight('LIS-VCE')
  expect(answer.status).toBe('insufficient_history')
  expect([answer.lowest_price, answer.quartiles]).toEqual([undefined, undefined])
  expect(answer.evidence.quarantined).toBe(3)
  expect(answer.suspect_fares?.length).toBe(1)
})

test('a mistake fare is suspect until another source shows it', async () => {
  await observe('LIS-NAP', usual('LIS-NAP'))
  const mistake = (id: string, source: string) =>
    search({
      id,
      source,
      at: NOW,
      market: 'LIS-NAP',
      departureDate: DEPARTURE,
      offers: [offer(1_150)],
    })
  await observe('LIS-NAP', [mistake('m1', 'ndc')])
  const first = await insight('LIS-NAP')
  expect(first.lowest_price?.amount).not.toBe('11.50')
  expect(first.suspect_fares?.[0]?.price.amount).toBe('11.50')
  await observe('LIS-NAP', [mistake('m2', 'sabre')])
  const second = await insight('LIS-NAP', NOW + 60_000)
  expect(second.lowest_price?.amount).toBe('11.50')
  expect(second.suspect).toBeUndefined()
})

function figuresOf(answer: PriceInsight) {
  const { lowest_price, quartiles, typical_price_range, price_level, history, forecast } = answer
  return { lowest_price, quartiles, typical_price_range, price_level, history, forecast }
}

/** Twelve departures around the one in question, for three days, at 100 to 130. */
function usual(market: Market): SearchEvent[] {
  return [2, 1, 0].flatMap((daysAgo) =>
    Array.from({ length: 12 }, (_, index) =>
      search({
        id: `u${daysAgo}-${index}`,
        market,
        at: NOW - daysAgo * DAY_MS - 60_000,
        departureDate: utcDay(NOW + (25 + index) * DAY_MS),
        offers: [offer(10_000 + ((index * 7 + daysAgo) % 10) * 300)],
      })
    )
  )
}

async function observe(market: Market, events: readonly SearchEvent[]): Promise<void> {
  const object = env.MARKETS.getByName(marketObjectName(market, TEST))
  await object.apply(packBatch(`${market}-${events[0]?.id}`, events), NOW)
}

async function insight(market: Market, now = NOW) {
  const [origin, destination] = market.split('-')
  const response = await exports.default.fetch(
    `https://fareline.test/v1/price-insights?origin=${origin}&destination=${destination}&departure_date=${DEPARTURE}`,
    {
      headers: {
        authorization: 'Bearer sk_test_quarantine',
        'fareline-now': new Date(now).toISOString(),
      },
    }
  )
  expect(response.status).toBe(200)
  return z.object({ data: PriceInsight }).parse(await response.json()).data
}
