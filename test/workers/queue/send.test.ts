import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksOf } from '../../../workers/queue/send'

test('chunks keep order, and stay within 100 messages and 256 KB', () => {
  const messages = fc.array(
    fc.nat(120_000).map((length) => 'é'.repeat(length / 2)),
    {
      maxLength: 30,
    }
  )
  fc.assert(
    fc.property(messages, (given) => {
      const chunks = chunksOf(given)
      expect(chunks.flat()).toEqual(given)
      for (const chunk of chunks) {
        expect(new TextEncoder().encode(chunk.join('')).length).toBeLessThanOrEqual(256_000)
      }
    }),
    { numRuns: 50 }
  )
  expect(chunksOf(new Array(250).fill('x')).map((chunk) => chunk.length)).toEqual([100, 100, 50])
})
