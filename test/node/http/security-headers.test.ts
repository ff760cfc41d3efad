import { expect, test } from 'vitest'
import { setSecurityHeaders } from '../../../workers/http/security-headers'

function headersOf(given: Record<string, string>, isKeyed = false): Headers {
  const headers = new Headers(given)
  setSecurityHeaders(headers, isKeyed)
  return headers
}

test('lets data load nothing and be framed nowhere', () => {
  const headers = headersOf({ 'content-type': 'application/json' })
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
})

test('lets a page load its own scripts, and no inline ones', () => {
  const policy = headersOf({ 'content-type': 'text/html; charset=UTF-8' }).get(
    'content-security-policy'
  )
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
})

test('keeps an answer of a key out of shared caches unless it states its own rule', () => {
  expect(headersOf({}, true).get('cache-control')).toBe('private, no-store')
  expect(headersOf({}, false).has('cache-control')).toBe(false)
  expect(headersOf({ 'cache-control': 'private, max-age=5' }, true).get('cache-control')).toBe(
    'private, max-age=5'
  )
})
