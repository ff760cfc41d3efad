import { expect, test } from 'vitest'
import { accuracyOf } from '../../../pipelines/ledger/accuracy-report'
import { callTool } from '../../../workers/mcp/call-tool'
import type { ApiRequest, ApiTool, Plan } from '../../../workers/mcp/tools'

const tool = (plan: Plan | { problem: string }) =>
  ({ name: 't', plan: () => plan }) as unknown as ApiTool
const get = (path: string): ApiRequest => ({ method: 'GET', path })
const ok = (data: unknown) => Response.json({ data, meta: {} })
const failed = () => Response.json({ code: 'not-found' }, { status: 404 })

const FIGURES = accuracyOf([], { unsettled: 5, abstained: 0 })

test('returns the data of one request, and the units of the call', async () => {
  const result = await callTool(tool({ requests: [get('/a')] }), {}, async () => ok({ n: 1 }))
  expect(result.structuredContent).toEqual({ answer: { n: 1 }, cost: { requests: 1 } })
  expect(JSON.parse(result.content[0]?.text ?? '')).toEqual(result.structuredContent)
  expect(result.isError).toBeUndefined()
})

test('returns answers in the order of the requests, with a problem in its place', async () => {
  const send = async ({ path }: ApiRequest) => (path === '/b' ? failed() : ok(path))
  const result = await callTool(tool({ requests: [get('/a'), get('/b')] }), {}, send)
  expect(result.structuredContent).toMatchObject({
    answers: ['/a', { problem: { code: 'not-found' } }],
  })
  expect(result.isError).toBeUndefined()
})

test('is an error when every request failed', async () => {
  const result = await callTool(tool({ requests: [get('/a')] }), {}, async () => failed())
  expect(result).toMatchObject({ isError: true })
})

test('sends nothing for arguments that are wrong', async () => {
  const send = () => Promise.reject(new Error('sent'))
  const result = await callTool(tool({ problem: 'origin must be a code' }), {}, send)
  expect(result).toEqual({
    content: [{ type: 'text', text: 'origin must be a code' }],
    isError: true,
  })
})

test('goes without the accuracy when it cannot be read', async () => {
  const plan = { requests: [get('/a')], accuracyScope: 'all' }
  const send = async ({ path }: ApiRequest) => (path === '/a' ? ok(1) : failed())
  expect((await callTool(tool(plan), {}, send)).structuredContent).toEqual({
    answer: 1,
    cost: { requests: 1 },
  })
})

test('reads the accuracy of the scope over 90 days', async () => {
  const paths: string[] = []
  const send = async ({ path }: ApiRequest) => {
    paths.push(path)
    return path === '/a' ? ok(1) : ok(FIGURES)
  }
  const plan = { requests: [get('/a')], accuracyScope: 'market:LIS-JFK' }
  const { structuredContent } = await callTool(tool(plan), {}, send)
  expect(paths).toEqual(['/a', '/v1/accuracy?scope=market%3ALIS-JFK&window=P90D'])
  expect(structuredContent).toMatchObject({
    accuracy: { scope: 'market:LIS-JFK', window: 'P90D', settled: 0, advice: { n: 0 } },
    cost: { requests: 2 },
  })
})
