import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { connect } from '../../../workers/services'
import { putKeys } from '../../build/keys'
import { addKeys, ask } from '../../build/sandbox'

/** The sandbox's clock is 2026-11-20, a Friday. */
const FILE = `Date,USD,JPY,HRK,
2026-11-19,1.0946,162.31,N/A,
2026-11-18,1.1,161,N/A,
`

beforeAll(addKeys)
beforeEach(async () => {
  await env.DB.exec('DELETE FROM exchange_rates')
  connect(env, { defer: () => {} }).isolate.rates.clear()
})

const Body = z.looseObject({ data: z.json().optional(), detail: z.string().optional() })

async function put(body: string, { key = 'sk_test_all', query = '' } = {}) {
  const response = await ask(`/v1/exchange-rates${query}`, { method: 'PUT', body, key })
  return { status: response.status, ...Body.parse(await response.json()) }
}

async function get(query = '', key = 'sk_test_all') {
  const response = await ask(`/v1/exchange-rates${query}`, { key })
  return { status: response.status, ...Body.parse(await response.json()) }
}

test('a file is loaded, and the same file again changes nothing', async () => {
  expect(await put(FILE)).toMatchObject({
    status: 200,
    data: {
      source: 'European Central Bank',
      days: { added: 2, replaced: 0, unchanged: 0 },
      first_date: '2026-11-18',
      last_date: '2026-11-19',
      rejected: [],
    },
  })
  const again = await put(FILE.split('\n').with(1, '2026-11-19,1.0946,162.31,7.5,').join('\n'))
  expect(again.data).toMatchObject({ days: { added: 0, replaced: 1, unchanged: 1 } })
  expect((await put(FILE, { query: '?source=A%20bank' })).data).toMatchObject({
    source: 'A bank',
    days: { added: 0, replaced: 2, unchanged: 0 },
  })
})

test('the rates of a day are those of the latest table up to 7 days before', async () => {
  await put(FILE)
  const thursday = { date: '2026-11-19', base: 'EUR', rates: { USD: 1.0946, JPY: 162.31 } }
  expect(await get()).toMatchObject({ status: 200, data: thursday })
  expect(await get('?date=2026-11-26')).toMatchObject({ data: thursday })
  expect(await get('?date=2026-11-18')).toMatchObject({ data: { rates: { USD: 1.1 } } })
  expect(await get('?date=2026-11-27')).toMatchObject({ status: 404 })
  expect((await get('?date=2026-11-17')).detail).toContain('PUT /v1/exchange-rates')
})

test('bad lines are named and the others are stored', async () => {
  const { status, data } = await put(`${FILE}2026-11-17,zero,160,1,\n2026-11-16,1.2\n`)
  expect(status).toBe(200)
  expect(data).toMatchObject({
    days: { added: 2 },
    rejected: [
      { line: 4, detail: 'USD "zero" is no rate; write units per euro' },
      { line: 5, detail: 'has 1 rates, the first line names 3 currencies' },
    ],
  })
})

test('a file without any rate stores nothing and says why', async () => {
  const refused = await put('Date,USD\n2026-11-20,no\n')
  expect(refused).toMatchObject({ status: 400, errors: [{ pointer: '/2', location: 'body' }] })
  expect(await put('')).toMatchObject({ status: 400 })
  expect(await get()).toMatchObject({ status: 404 })
})

test('test and live keys load rates of their own, and reading alone loads none', async () => {
  await put(FILE)
  expect(await get('?date=2026-11-20', 'sk_live_all')).toMatchObject({ status: 404 })
  expect(await put(FILE, { key: 'sk_live_all' })).toMatchObject({ data: { days: { added: 2 } } })
  expect(await put(FILE, { key: 'sk_test_reads' })).toMatchObject({ status: 403 })
})

test('a history of thousands of days is loaded whole', async () => {
  const days = Array.from({ length: 2_500 }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10)
    return `${day},${(1 + index / 1e4).toFixed(4)},160,N/A,`
  })
  const { data } = await put(['Date,USD,JPY,HRK,', ...days].join('\n'))
  expect(data).toMatchObject({ days: { added: 2_500 }, first_date: '2020-01-01' })
  expect(await get('?date=2024-02-29')).toMatchObject({ data: { rates: { USD: 1.152 } } })
})

test('a file larger than any history is refused', async () => {
  expect(await put('x'.repeat(12_000_001))).toMatchObject({ status: 413 })
})

test('a change beyond 20 % of the day before is refused with both rates, unless it is forced', async () => {
  await put(FILE)
  const steep = 'Date,USD,JPY,\n2026-11-20,1.0946,16.231,\n'
  const refused = await put(steep)
  expect(refused.status).toBe(400)
  expect(refused.detail).toBe(
    'No rates were stored: JPY of 2026-11-20 is 16.231 and of 2026-11-19 162.31 per euro, ' +
      'a change beyond 20 %; correct it, or send the file with ?force=true.'
  )
  expect(refused).toMatchObject({ errors: [{ pointer: '/2026-11-20/JPY', location: 'body' }] })
  expect(await get()).toMatchObject({ data: { date: '2026-11-19' } })
  expect(await put(steep, { query: '?force=true' })).toMatchObject({ status: 200 })
  expect(await get()).toMatchObject({ data: { rates: { JPY: 16.231 } } })
})

test('days of one file are compared with each other', async () => {
  const file = 'Date,USD,\n2026-11-19,11,\n2026-11-18,1.1,\n'
  expect((await put(file)).detail).toContain(
    'USD of 2026-11-19 is 11 and of 2026-11-18 1.1 per euro'
  )
})

test("the central bank's name is for administrators, and another key's rates have its own", async () => {
  const key = 'sk_test_rates_only'
  await putKeys([{ id: 'rates-only', key, scopes: 'rates:write insights:read' }])
  expect((await put(FILE, { key })).data).toMatchObject({ source: 'sandbox' })
  for (const name of ['European Central Bank', 'ECB', ' european central bank ']) {
    const query = `?source=${encodeURIComponent(name)}`
    expect(await put(FILE, { key, query })).toMatchObject({
      status: 403,
      detail: expect.stringContaining('name another source, such as ?source=sandbox'),
    })
  }
  expect((await put(FILE)).data).toMatchObject({ source: 'European Central Bank' })
})
