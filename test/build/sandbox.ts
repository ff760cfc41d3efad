/** Keys for tests, and requests with them. */
import { env, exports } from 'cloudflare:workers'
import { sha256Hex } from '../../workers/storage/api-keys'

export async function addKeys(): Promise<void> {
  const insert = env.DB.prepare(
    `INSERT OR IGNORE INTO api_keys (id, hash, name, live_mode, scopes, created_at)
     VALUES (?, ?, ?, ?, ?, 0)`
  )
  await env.DB.batch([
    insert.bind('t', await sha256Hex('sk_test_all'), 'test', 0, 'read write'),
    insert.bind('t2', await sha256Hex('sk_test_other'), 'other', 0, 'read write'),
    insert.bind('r', await sha256Hex('sk_test_reads'), 'reader', 0, 'read'),
    insert.bind('l', await sha256Hex('sk_live_all'), 'live', 1, 'read write'),
  ])
}

export const NOW = '2026-11-20T12:01:00Z'

export function ask(
  path: string,
  {
    key = 'sk_test_all',
    headers = {},
    ...init
  }: RequestInit & { key?: string; headers?: object } = {}
) {
  const clock = key.startsWith('sk_test') ? { 'fareline-now': NOW } : {}
  return exports.default.fetch(`https://fareline.test${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...clock, ...headers },
  })
}

export function post(body: unknown, headers: object = {}, key = 'sk_test_all') {
  const raw = typeof body === 'string' || body instanceof Uint8Array
  return ask('/v1/events', {
    method: 'POST',
    body: raw ? body : JSON.stringify(body),
    key,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
