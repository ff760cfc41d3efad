import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PERMISSIONS } from '../../../pipelines/events/permission'
import { readToken, signToken } from '../../../workers/secrets/access-tokens'
import type { KeyRing } from '../../../workers/secrets/key-ring'

const OLD = { id: '1', secret: 'a secret of this test' }
const NEW = { id: '2', secret: 'a newer secret of it' }
const RING: KeyRing = [OLD]
const NOW = 1_800_000_000
const TOKEN = { keyId: 'key', permissions: new Set(['insights:read'] as const) }

test('a token names its key and scopes until it expires', async () => {
  const anyToken = fc.record({
    keyId: fc.string({ minLength: 1, maxLength: 40 }),
    permissions: fc.subarray([...PERMISSIONS]).map((each) => new Set(each)),
  })
  await fc.assert(
    fc.asyncProperty(anyToken, async (given) => {
      const token = await signToken(given, NOW + 10, RING)
      expect(await readToken(token, NOW, RING)).toEqual(given)
      expect(await readToken(token, NOW + 10, RING)).toBe('expired')
    }),
    { numRuns: 30 }
  )
})

test('no other text is a token', async () => {
  const token = await signToken(TOKEN, NOW + 10, RING)
  const [id, claims = '', signature] = token.split('.')
  const later = JSON.parse(atob(claims))
  const forged = btoa(JSON.stringify({ ...later, e: NOW + 9_999 })).replaceAll('=', '')
  for (const text of [
    `${id}.${forged}.${signature}`,
    token.slice(0, -2),
    `${token}.x`,
    'at_',
    'at_.1.',
    token.slice(3),
    token.replace('at_1', 'at_2'),
  ]) {
    expect(await readToken(text, NOW, RING)).toBe('invalid')
  }
  expect(await readToken(token, NOW, [{ ...OLD, secret: 'another secret' }])).toBe('invalid')
})

test('after a rotation old tokens are good and new ones have the new key, until the old key is dropped', async () => {
  const old = await signToken(TOKEN, NOW + 10, [OLD])
  const fresh = await signToken(TOKEN, NOW + 10, [NEW, OLD])
  expect(await readToken(old, NOW, [NEW, OLD])).toEqual(TOKEN)
  expect(await readToken(fresh, NOW, [NEW, OLD])).toEqual(TOKEN)
  expect(await readToken(fresh, NOW, [OLD])).toBe('invalid')
  expect(await readToken(old, NOW, [NEW])).toBe('invalid')
})
