/** One request to the API with the session's key. Problems are values, never exceptions. */
import type { Refusal } from '../plain/api-types'

export type Reply =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly refusal: Refusal }

export type ApiCall = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly body?: unknown
}

export type SendCall = (call: ApiCall) => Promise<Reply>

/** `send` is the browser's fetch. */
export async function requestJson(
  send: typeof fetch,
  key: string | undefined,
  { method = 'GET', url, body }: ApiCall
): Promise<Reply> {
  const headers = new Headers({ accept: 'application/json' })
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  try {
    return await replyOf(await send(url, { method, headers, ...text }))
  } catch (error) {
    return { ok: false, refusal: unreachable(error) }
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text()
  const body: unknown = text === '' ? undefined : parsed(text)
  return response.ok ? { ok: true, body } : { ok: false, refusal: refusalOf(response, body) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function refusalOf({ status }: Response, body: unknown): Refusal {
  const field = (name: string, otherwise: string): string => {
    const value = body && typeof body === 'object' ? Reflect.get(body, name) : undefined
    return typeof value === 'string' ? value : otherwise
  }
  return {
    status,
    code: field('code', `http-${status}`),
    title: field('title', `The API answered ${status}`),
    detail: field('detail', 'Try again; if it stays, look at the log of the Worker.'),
  }
}

function unreachable(error: unknown): Refusal {
  return {
    status: 0,
    code: 'unreachable',
    title: 'The API did not answer',
    detail: error instanceof Error ? error.message : 'The network is away.',
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** Fills `{market}` of a path; the rest becomes the query. Empty values are left out. */
export function urlOf(path: string, given: Query = {}): string {
  const inPath = new Set(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(given[name] ?? ''))
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) {
    if (!inPath.has(name) && value !== undefined && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? filled : `${filled}?${text}`
}
