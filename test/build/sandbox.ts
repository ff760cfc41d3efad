/** Keys for tests, and requests with them. */
import { exports } from 'cloudflare:workers'
import { ALL_SCOPES, putKeys, READ_SCOPES } from './keys'

export function addKeys(): Promise<void> {
  return putKeys([
    { id: 't', key: 'sk_test_all', scopes: ALL_SCOPES },
    { id: 't2', key: 'sk_test_other', scopes: ALL_SCOPES },
    { id: 'r', key: 'sk_test_reads', scopes: READ_SCOPES },
    { id: 'l', key: 'sk_live_all', scopes: ALL_SCOPES, mode: 'live' },
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
