import { expect, test } from 'vitest'
import {
  AccountName,
  sameScope,
  scopeKey,
  scopeOf,
  scopesOf,
} from '../../../pipelines/events/scope'

const scope = { account: 'acme-travel', mode: 'live' } as const

test('a key is read back as its scope', () => {
  expect(scopeKey(scope)).toBe('acme-travel/live')
  expect(scopeOf(scopeKey(scope))).toEqual(scope)
})

test.each(['acme-travel', 'acme-travel/other', 'acme-travel/live/raw', '/live', ''])(
  '"%s" is not the key of a scope',
  (key) => {
    expect(() => scopeOf(key)).toThrow()
  }
)

test('scopes are the same by account and mode', () => {
  const [live, other] = scopesOf('acme-travel')
  expect(live && sameScope(scope, live)).toBe(true)
  expect(other && sameScope(scope, other)).toBe(false)
  expect(sameScope(scope, { ...scope, account: 'other' })).toBe(false)
})

test.each(['models', 'audit', 'a', 'Acme', '-acme', 'a/b'])(
  '"%s" is refused as an account',
  (name) => {
    expect(AccountName.safeParse(name).success).toBe(false)
  }
)
