import { expect, test } from 'vitest'
import { KeyRingSetting } from '../../../workers/secrets/key-ring'

test('a secret alone has the id 1, and a list is read with the newest first', () => {
  expect(KeyRingSetting.parse('0123456789abcdef0123')).toEqual([
    { id: '1', secret: '0123456789abcdef0123' },
  ])
  expect(KeyRingSetting.parse('2=newer-secret-of-keys,1=0123456789abcdef0123')).toEqual([
    { id: '2', secret: 'newer-secret-of-keys' },
    { id: '1', secret: '0123456789abcdef0123' },
  ])
})

test.each(['short', '2=newer-secret-of-keys,1=short', '1=newer-secret-of-keys,1=0123456789abcdef'])(
  '"%s" is no setting of keys',
  (text) => {
    expect(KeyRingSetting.safeParse(text).success).toBe(false)
  }
)
