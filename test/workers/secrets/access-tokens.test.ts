import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readToken, signToken } from '../../../workers/secrets/access-tokens'

const SECRET = 'a secret of this test'
const NOW = 1_800_000_000

test('a token names the key it was signed for, until it expires', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40 }), async (keyId) => {
      const token = await signToken(keyId, NOW + 10, SECRET)
      expect(await readToken(token, NOW, SECRET)).toEqual({ keyId })
      expect(await readToken(token, NOW + 10, SECRET)).toBe('expired')
    }),
    { numRuns: 30 }
  )
})

test('no other text is a token', async () => {
  const token = await signToken('key', NOW + 10, SECRET)
  const later = token.replace((NOW + 10).toString(36), (NOW + 9_999).toString(36))
  expect(later).not.toBe(token)
  for (const text of [later, token.slice(0, -2), `${token}.x`, 'at_', 'at_.1.', token.slice(3)]) {
    expect(await readToken(text, NOW, SECRET)).toBe('invalid')
  }
  expect(await readToken(token, NOW, 'another secret')).toBe('invalid')
})
