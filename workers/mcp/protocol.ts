/**
 * The part of the Model Context Protocol that a stateless server of tools needs: JSON-RPC messages
 * in, at most one answer each out. Source: modelcontextprotocol.io/specification/2025-11-25.
 */

import { z } from 'zod'
import { jsonOrUndefined } from '../../pipelines/wire/json-text'

const VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26'] as const

const Message = z.object({
  jsonrpc: z.literal('2.0'),
  /** Notifications and the client's own answers lack an id, or a method. */
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
})

const Call = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
})

export type Tool = {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodType<unknown>
}

export type ToolResult = {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[]
  readonly structuredContent?: object
  readonly isError?: boolean
}

export type ServerOf<T extends Tool> = {
  readonly version: string
  readonly instructions: string
  readonly tools: readonly T[]
  call(tool: T, input: unknown): Promise<ToolResult>
}

type Id = string | number | null

const ERRORS = { parse: -32700, request: -32600, method: -32601, params: -32602 } as const

/** The JSON-RPC answer, or undefined for a message that takes none. */
export async function answerMessage<T extends Tool>(
  text: string,
  server: ServerOf<T>
): Promise<object | undefined> {
  const body = jsonOrUndefined(text)
  if (body === undefined) return failure(null, 'parse', 'The body is not JSON.')
  const message = Message.safeParse(body)
  if (!message.success) return failure(null, 'request', 'The body is not one JSON-RPC message.')
  const { id, method, params } = message.data
  if (id === undefined || method === undefined) return undefined
  switch (method) {
    case 'initialize':
      return success(id, initialized(params, server))
    case 'ping':
      return success(id, {})
    case 'tools/list':
      return success(id, { tools: server.tools.map(listed) })
    case 'tools/call':
      return called(id, params, server)
    default:
      return failure(id, 'method', `There is no method "${method}".`)
  }
}

function initialized<T extends Tool>(params: object | undefined, server: ServerOf<T>): object {
  const wanted = z.object({ protocolVersion: z.enum(VERSIONS) }).safeParse(params)
  return {
    protocolVersion: wanted.success ? wanted.data.protocolVersion : VERSIONS[0],
    capabilities: { tools: { listChanged: false } },
    serverInfo: { name: 'fareline', title: 'Fareline', version: server.version },
    instructions: server.instructions,
  }
}

function listed({ name, title, description, input }: Tool): object {
  const inputSchema = z.toJSONSchema(input, { io: 'input', target: 'draft-7' })
  return { name, title, description, inputSchema, annotations: { readOnlyHint: true } }
}

async function called<T extends Tool>(
  id: Id,
  params: object | undefined,
  server: ServerOf<T>
): Promise<object> {
  const call = Call.safeParse(params)
  if (!call.success) return failure(id, 'params', 'tools/call needs "name" and "arguments".')
  const tool = server.tools.find(({ name }) => name === call.data.name)
  if (!tool) {
    const names = server.tools.map(({ name }) => name).join(', ')
    return failure(id, 'params', `There is no tool "${call.data.name}"; there are ${names}.`)
  }
  return success(id, await server.call(tool, call.data.arguments))
}

/** A model that called a tool reads this and can repair its call, unlike an error of the protocol. */
export function refused(text: string): ToolResult {
  return { content: [{ type: 'text', text }], isError: true }
}

function success(id: Id, result: object): object {
  return { jsonrpc: '2.0', id, result }
}

function failure(id: Id, kind: keyof typeof ERRORS, message: string): object {
  return { jsonrpc: '2.0', id, error: { code: ERRORS[kind], message } }
}
