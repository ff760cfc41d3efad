/** `POST /mcp`: stateless streamable HTTP. There is no stream to open and no session to end. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { authenticate } from '../gateway/auth'
import type { AppEnv } from '../http/app-env'
import { callTool } from './call-tool'
import { answerMessage } from './protocol'
import { type ApiRequest, TOOLS } from './tools'

const INSTRUCTIONS =
  'Prices of flights from observed searches. Amounts are text in the currency beside them. ' +
  'Answers with status "limited" or "insufficient_history" rest on little; say so.'
/** A request of a tool has the caller's own rights and clock. */
const PASSED_HEADERS = ['authorization', 'fareline-now']

export function addMcp(app: OpenAPIHono<AppEnv>): void {
  app.use('/mcp', authenticate)
  app.post('/mcp', async (c) => {
    const answer = await answerMessage(await c.req.text(), {
      version: '1',
      instructions: INSTRUCTIONS,
      tools: TOOLS,
      call: (tool, input) => callTool(tool, input, (request) => send(app, c, request)),
    })
    return answer ? c.json(answer) : c.body(null, 202)
  })
}

async function send(
  app: OpenAPIHono<AppEnv>,
  c: Context<AppEnv>,
  { method, path, body }: ApiRequest
): Promise<Response> {
  const headers = new Headers({ 'x-request-id': c.get('requestId') })
  for (const name of PASSED_HEADERS) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  if (body) headers.set('content-type', 'application/json')
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  return app.fetch(new Request(new URL(path, c.req.url), init), c.env, c.executionCtx)
}
