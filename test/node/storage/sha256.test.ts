import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Hex } from '../../../workers/storage/sha256'

test('is the hash that node:crypto gives, of text and of bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const expected = createHash('sha256').update(text).digest('hex')
      expect(await sha256Hex(text)).toBe(expected)
      expect(await sha256Hex(new TextEncoder().encode(text))).toBe(expected)
    })
  )
})
