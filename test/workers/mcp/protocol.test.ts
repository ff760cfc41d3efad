import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerMessage, type ServerOf, type Tool } from '../../../workers/mcp/protocol'

const ECHO: Tool = {
  name: 'echo',
  title: 'Echo',
  description: 'Gives back its input.',
  input: z.object({ text: z.string() }),
}
const server: ServerOf<Tool> = {
  version: '1',
  instructions: 'For tests.',
  tools: [ECHO],
  call: async (_, input) => ({ content: [{ type: 'text', text: JSON.stringify(input) }] }),
}
const send = (message: unknown) =>
  answerMessage(typeof message === 'string' ? message : JSON.stringify(message), server)
const request = (method: string, params?: object) =>
  send({ jsonrpc: '2.0', id: 7, method, ...(params && { params }) })

describe('initialize', () => {
  test.each(['2025-11-25', '2025-06-18', '2025-03-26'])('speaks %s', async (protocolVersion) => {
    expect(await request('initialize', { protocolVersion })).toMatchObject({
      id: 7,
      result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'fareline' } },
    })
  })

  test('a version it does not speak gets its newest', async () => {
    expect(await request('initialize', { protocolVersion: '2020-01-01' })).toMatchObject({
      result: { protocolVersion: '2025-11-25' },
    })
  })
})

test('a ping is answered', async () => {
  expect(await request('ping')).toEqual({ jsonrpc: '2.0', id: 7, result: {} })
})

test('tools are listed with the JSON Schema of their input', async () => {
  expect(await request('tools/list')).toMatchObject({
    result: { tools: [{ name: 'echo', inputSchema: { type: 'object', required: ['text'] } }] },
  })
})

test('a call without arguments passes an empty object', async () => {
  expect(await request('tools/call', { name: 'echo' })).toMatchObject({
    result: { content: [{ text: '{}' }] },
  })
})

test.each([
  ['{', -32700, null],
  [[], -32600, null],
  [{ jsonrpc: '1.0', id: 7, method: 'ping' }, -32600, null],
  [{ jsonrpc: '2.0', id: 7, method: 'prompts/list' }, -32601, 7],
  [{ jsonrpc: '2.0', id: 7, method: 'tools/call' }, -32602, 7],
  [{ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'fly' } }, -32602, 7],
])('%j is an error with code %i', async (message, code, id) => {
  expect(await send(message)).toMatchObject({ jsonrpc: '2.0', id, error: { code } })
})

test.each([
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 7, result: {} },
])('%j takes no answer', async (message) => {
  expect(await send(message)).toBeUndefined()
})
