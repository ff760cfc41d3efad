import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { aggregated, emptyAggregates } from '../../../build/aggregates'
import { NOON, searchOf } from '../../../build/curated-events'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)
beforeEach(emptyAggregates)

const path = '/v1/demand-forecasts?origin=LIS&destination=JFK'

function searches(days: number, perDay: number) {
  return Array.from({ length: days * perDay }, (_, at) => {
    const back = 1 + Math.floor(at / perDay)
    return searchOf({ id: `demand-${at}`, at: NOON - back * DAY_MS })
  })
}

type Answer = {
  data: {
    status: string
    observed_days: number
    needed_days: number | null
    days: {
      day: string
      level: string
      probabilities: Record<string, number>
      usual_searches: number
    }[]
  }
  meta: { model: string | null }
}

test('the next week has levels with their chances, of the model that answered', async () => {
  await aggregated(searches(40, 8))
  const response = await ask(path)
  expect(response.status).toBe(200)
  const { data, meta } = await response.json<Answer>()
  expect(data).toMatchObject({ status: 'ok', observed_days: 40, needed_days: null })
  expect(data.days.map(({ day }) => day)).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ])
  for (const { level, probabilities, usual_searches } of data.days) {
    expect(level).toBe('medium')
    const sum = Object.values(probabilities).reduce((total, each) => total + each, 0)
    expect(sum).toBeCloseTo(1, 6)
    expect(usual_searches).toBe(8)
  }
  expect(meta.model).toMatch(/^(demand-level@|baseline)/)
})

test('a short or another past abstains, without a number', async () => {
  await aggregated(searches(20, 3))
  const short = await (await ask(path)).json<Answer>()
  expect(short.data).toMatchObject({ status: 'insufficient_history', observed_days: 20, days: [] })
  expect(short.meta.model).toBeNull()
  const other = await (await ask(path, { key: 'sk_live_all' })).json<Answer>()
  expect(other.data).toMatchObject({ status: 'insufficient_history', observed_days: 0 })
})

test('days outside the reach of the model are refused with those within', async () => {
  for (const range of ['from=2026-11-19', 'to=2026-11-27', 'from=2026-11-24&to=2026-11-22']) {
    const response = await ask(`${path}&${range}`)
    expect(response.status).toBe(400)
    expect((await response.json<{ detail: string }>()).detail).toContain('2026-11-20 to 2026-11-26')
  }
})
