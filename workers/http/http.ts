/** The envelope that every answer shares: `{ data, meta, links }`. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from './app-env'

const Meta = z
  .object({
    request_id: z.string(),
    as_of: z.iso.datetime().openapi({ description: 'Clock of the answer' }),
    model: z.string().nullable().openapi({ example: 'fare@2026-11-20' }),
    live_mode: z.boolean(),
  })
  .openapi('Meta')

export function envelope<S extends z.ZodType>(data: S) {
  return z.object({ data, meta: Meta, links: z.record(z.string(), z.string()) })
}

/** A JSON body, as a route contract writes it. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

export function enveloped<T>(
  c: Context<AppEnv>,
  data: T,
  { model = null, links = {} }: { model?: string | null; links?: Record<string, string> } = {}
) {
  const meta = {
    request_id: c.get('requestId'),
    as_of: new Date(c.get('services').now).toISOString(),
    model,
    live_mode: c.get('principal').scope.mode === 'live',
  }
  return { data, meta, links: { self: selfOf(c), ...links } }
}

/** Repeats the question: the path with its query, without the host. */
function selfOf(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}
