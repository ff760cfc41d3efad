/// <reference types="vite/types/importMeta.d.ts" />
/** The shipped fare model explains a thousand answers, and the effects add up to every one of them. */

import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { marketOf } from '../../models/airline/market'
import { minorDigits } from '../../models/airline/money'
import { EXPLANATION_CODES } from '../../pipelines/answers/price-insight/explanation-codes'
import { PriceInsight } from '../../pipelines/answers/price-insight/price-insight-wire'
import type { SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import { marketObjectName } from '../../workers/storage/market-name'
import { proveFareModel } from '../build/proven-model'
import { addKeys, ask, NOW } from '../build/sandbox'
import { TEST } from '../build/scopes'

const AT = Date.parse(NOW)
const inDays = (days: number) => utcDay(AT + days * DAY_MS)
const MARKETS = [
  ['BOS-LGA', 'USD'],
  ['DEL-BOM', 'INR'],
  ['ATL-LAX', 'USD'],
  ['NRT-KIX', 'JPY'],
] as const
const ITEMS = 320

const files = {
  ...import.meta.glob<string>('../../models/artifacts/fare/**/*.json', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../models/artifacts/fare/**/*.onnx', {
    query: '?url&inline',
    import: 'default',
    eager: true,
  }),
}

const Batch = z.object({
  data: z.object({ items: z.array(z.object({ insight: PriceInsight })) }),
  meta: z.object({ model: z.string().nullable() }),
})

beforeAll(async () => {
  await addKeys()
  await proveFareModel()
  for (const [path, content] of Object.entries(files)) {
    const body = content.startsWith('data:') ? await (await fetch(content)).arrayBuffer() : content
    await env.LAKE.put(path.replace('../../models/artifacts/', 'models/'), body)
  }
  for (const [code, currency] of MARKETS) await seen(code, currency)
  await vi.waitFor(async () => expect((await batch('BOS-LGA', 2)).meta.model).toMatch(/^fare@/), {
    timeout: 20_000,
    interval: 200,
  })
}, 60_000)

async function seen(code: string, currency: string) {
  const unit = 10 ** (minorDigits(currency) ?? 2) * (currency === 'USD' ? 1 : 80)
  const market = marketOf(code.slice(0, 3), code.slice(4))
  const events = Array.from(
    { length: 60 },
    (_, index): SearchEvent => ({
      type: 'search',
      id: `${code}-${index}`,
      at: AT - 1_000,
      receivedAt: AT,
      market,
      departureDate: inDays(1 + index),
      cabin: 'economy',
      passengers: 1,
      currency,
      shopper: {},
      offers: [1, 1.3, 2].map((dearer) => ({
        airline: 'DL',
        stops: 0,
        amountMinor: Math.round((90 + 3 * index) * dearer * unit),
      })),
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(market, TEST))
  await object.apply(packBatch(code, events), AT)
}

async function batch(code: string, count: number) {
  const items = Array.from({ length: count }, (_, index) => ({
    origin: code.slice(0, 3),
    destination: code.slice(4),
    explain: true,
    departure_date: inDays(1 + (index % 55)),
    adults: 1 + (index % 4),
    ...(index % 3 === 0 && {
      airline: ['DL', 'UK', 'AA'][index % 9 === 0 ? 1 : 0],
      stops: index % 2,
    }),
    ...(index % 6 === 0 && { fare_basis: 'QA7NA0BQ', duration_minutes: 90 + index }),
    ...(index % 5 === 0 && { return_date: inDays(70) }),
  }))
  const response = await ask('/v1/price-insights:batch', {
    method: 'POST',
    body: JSON.stringify({ items }),
    headers: { 'content-type': 'application/json' },
  })
  return Batch.parse(await response.json())
}

test('returns effects with known codes that add up to the predicted fare', async () => {
  let explained = 0
  for (const [code, currency] of MARKETS) {
    const { data } = await batch(code, ITEMS)
    for (const { insight } of data.items) {
      const { explanations = [], predicted_fare, counterfactuals } = insight
      if (!predicted_fare) continue
      const minor = ({ amount }: { amount: string }) =>
        Math.round(Number(amount) * 10 ** (minorDigits(currency) ?? 2))
      const sum = explanations.reduce((total, { effect }) => total + minor(effect), 0)
      expect(sum).toBe(minor(predicted_fare.expected))
      expect(explanations[0]?.code).toBe('typical_fare')
      expect(explanations.every(({ code: each }) => EXPLANATION_CODES.includes(each))).toBe(true)
      expect(counterfactuals).toHaveLength(1)
      explained += 1
    }
  }
  // Return trips were not observed, so a fifth has no prediction to explain.
  expect(explained).toBe(MARKETS.length * ITEMS * 0.8)
})
