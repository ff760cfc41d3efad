import { expect, test } from 'vitest'
import { userHasher } from '../../../workers/secrets/user-hash'
import { LIVE, TEST } from '../../build/scopes'

test('the same user has one hash in both modes of an account and another in another account', () => {
  const mine = userHasher('a secret of a test', TEST)('user-1')
  expect(userHasher('a secret of a test', LIVE)('user-1')).toBe(mine)
  expect(userHasher('a secret of a test', { ...TEST, account: 'other' })('user-1')).not.toBe(mine)
  expect(userHasher('another secret', TEST)('user-1')).not.toBe(mine)
})
