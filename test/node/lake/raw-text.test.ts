import { expect, test } from 'vitest'
import { deflate, readRawText, UnreadableObject } from '../../../workers/lake/raw-text'
import { inWorld } from '../in-world'

test('reads what was deflated, and nothing where there is no object', () =>
  inWorld(async ({ lake }) => {
    await lake.put('a', deflate('{"é":1}\n'))
    expect((await readRawText(lake, 'a'))?.text).toBe('{"é":1}\n')
    expect(await readRawText(lake, 'b')).toBeUndefined()
  }))

test.each([
  ['cut off', (whole: Uint8Array) => whole.subarray(0, whole.length - 9)],
  ['no gzip', () => new TextEncoder().encode('plain')],
  ['empty', () => new Uint8Array()],
])('throws on an object that is %s', (_, damage) =>
  inWorld(async ({ lake }) => {
    await lake.put('a', damage(deflate('{"a":1}\n'.repeat(40))))
    await expect(readRawText(lake, 'a')).rejects.toThrow(UnreadableObject)
  })
)
