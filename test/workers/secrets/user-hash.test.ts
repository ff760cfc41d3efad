import { expect, test } from 'vitest'
import type { KeyRing } from '../../../workers/secrets/key-ring'
import { userHasher, userHashes } from '../../../workers/secrets/user-hash'
import { LIVE, TEST } from '../../build/scopes'

const OLD = { id: '1', secret: 'a secret of a test' }
const RING: KeyRing = [OLD]

test('the same user has one hash in both modes of an account and another in another account', () => {
  const mine = userHasher(RING, TEST)('user-1')
  expect(userHasher(RING, LIVE)('user-1')).toBe(mine)
  expect(userHasher(RING, { ...TEST, account: 'other' })('user-1')).not.toBe(mine)
  expect(userHasher([{ ...OLD, secret: 'another secret' }], TEST)('user-1')).not.toBe(mine)
})

test('after a rotation a user is hashed by the new key and still known by the old hash', () => {
  const rotated: KeyRing = [{ id: '2', secret: 'a newer secret' }, OLD]
  const before = userHasher(RING, TEST)('user-1')
  const after = userHasher(rotated, TEST)('user-1')
  expect(after).toMatch(/^2\./)
  expect(userHashes(rotated, TEST, 'user-1')).toEqual([after, before])
})
