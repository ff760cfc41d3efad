import { expect, test } from 'vitest'
import { KeyRingSetting } from '../../../workers/secrets/key-ring'
import {
  newRankingId,
  travellerKey,
  travellerName,
  travellerOf,
} from '../../../workers/storage/traveller-name'
import { LIVE, TEST } from '../../build/scopes'

const RING = KeyRingSetting.parse('a key for tests of at least thirty-two letters')

test('names a traveller by the hash of the user, else of the session, else by chance', () => {
  const user = travellerKey(RING, TEST, { user: 'ada', session: 's' })
  expect(user).toMatch(/^u/)
  expect(user).toBe(travellerKey(RING, TEST, { user: 'ada' }))
  expect(user).not.toContain('ada')
  expect(travellerKey(RING, TEST, { session: 's' })).toMatch(/^s/)
  const random = [travellerKey(RING, TEST, {}), travellerKey(RING, TEST, {})]
  expect(random[0]).toMatch(/^a/)
  expect(random[0]).not.toBe(random[1])
})

test('gives the same user another name in another account, and another object in another mode', () => {
  const key = (scope: typeof TEST) => travellerKey(RING, scope, { user: 'ada' })
  expect(travellerName(TEST, key(TEST))).toMatch(/^sandbox\/test\/u/)
  expect(key({ account: 'acme', mode: 'test' })).not.toBe(key(TEST))
  expect(travellerName(LIVE, key(LIVE))).not.toBe(travellerName(TEST, key(TEST)))
})

test('leads from the id of a ranking to its traveller', () => {
  for (const named of [{ user: 'ada' }, { session: 's' }, {}]) {
    const key = travellerKey(RING, TEST, named)
    const id = newRankingId(key)
    expect(travellerOf(id)).toBe(key)
    expect(newRankingId(key)).not.toBe(id)
  }
})

test.each([
  '',
  'rnk_',
  'rnk_u1.abcdefgh',
  'rnk_x1.abcdefgh~0123456789abcdef',
  'rnk_u1.a/b/cdefgh~0123456789abcdef',
])('finds no traveller in the id %j', (id) => {
  expect(travellerOf(id)).toBeUndefined()
})
