/** The official client of the Model Context Protocol, unmodified, against a local server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { freePort } from '../../tools/server/free-port'
import { type Server, startServer } from '../../tools/server/server'

const KEY = 'sk_test_sandbox'

let folder = ''
let server: Server
let client: Client

const inDays = (days: number) => utcDay(Date.now() + days * DAY_MS)

function transportWith(key: string) {
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  return new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit })
}

async function connected(key: string): Promise<Client> {
  const opened = new Client({ name: 'test', version: '1' })
  // The transport's optional fields are typed for another strictness than its interface.
  await opened.connect(transportWith(key) as Parameters<Client['connect']>[0])
  return opened
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-mcp-'))
  server = await startServer(await freePort(18_900), folder)
  client = await connected(KEY)
})
afterAll(async () => {
  await client?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the tools are listed with their inputs', async () => {
  const { tools } = await client.listTools()
  const names = tools.map(({ name }) => name)
  expect(names).toEqual([
    'price_insight',
    'price_calendar',
    'check_quotes',
    'rank_offers',
    'explain_decision',
    'accuracy',
  ])
  expect(tools[0]?.inputSchema.required).toEqual(['origin', 'destination', 'departure_date'])
})

test('an insight comes with its accuracy and cost, and can be explained', async () => {
  const { structuredContent, isError } = await client.callTool({
    name: 'price_insight',
    arguments: { origin: 'LIS', destination: 'JFK', departure_date: inDays(20) },
  })
  expect(isError).toBeFalsy()
  expect(structuredContent).toMatchObject({
    answer: { market: 'LIS-JFK', decision_id: expect.stringMatching(/^dec_/) },
    accuracy: { scope: 'market:LIS-JFK', settled: expect.any(Number) },
    cost: { requests: 2 },
  })
})

test('ten calendars of thirty days are one call', async () => {
  const destinations = ['JFK', 'MAD', 'CDG', 'LHR', 'FRA', 'AMS', 'FCO', 'BCN', 'ZRH', 'VIE']
  const { structuredContent } = await client.callTool({
    name: 'price_calendar',
    arguments: { origin: 'LIS', destinations, from: inDays(1), to: inDays(30) },
  })
  const { answers } = structuredContent as { answers: { dates?: unknown[] }[] }
  expect(answers).toHaveLength(10)
})

test('a slate is ranked', async () => {
  const { structuredContent } = await client.callTool({
    name: 'rank_offers',
    arguments: {
      context: { origin: 'LIS', destination: 'JFK', departure_date: inDays(20) },
      items: [
        { id: 'dear', price: { amount: '700.00', currency: 'EUR' }, stops: 0 },
        { id: 'cheap', price: { amount: '400.00', currency: 'EUR' }, stops: 0 },
      ],
    },
  })
  expect(structuredContent).toMatchObject({ answer: { items: [{ id: 'cheap' }, { id: 'dear' }] } })
})

test('a wrong argument is named in words that a model can act on', async () => {
  const result = await client.callTool({
    name: 'price_insight',
    arguments: { origin: 'Lisbon', destination: 'JFK', departure_date: inDays(20) },
  })
  expect(result.isError).toBe(true)
  expect(JSON.stringify(result.content)).toContain('three capital letters')
})

test("a refused request gives the API's own problem", async () => {
  const { structuredContent, isError } = await client.callTool({
    name: 'explain_decision',
    arguments: { decision_id: 'dec_unknown' },
  })
  expect(isError).toBe(true)
  expect(structuredContent).toMatchObject({ answer: { problem: { code: 'not-found' } } })
})

test('an unknown tool and an unknown method are errors of the protocol', async () => {
  await expect(client.callTool({ name: 'fly' })).rejects.toThrow('There is no tool "fly"')
  await expect(client.listPrompts()).rejects.toThrow()
})

test('a stranger is turned away', async () => {
  await expect(connected('sk_test_stranger')).rejects.toThrow('401')
})
