import { expect, test } from 'vitest'
import { promisesIn } from '../../../tools/generate/promises'

test('a promise is the comment above a test, with the title of that test', () => {
  const text = `
/**
 * Promise: a store is
 * away
 * Kept: it is waited for
 */
test.each([[1, 'a,b']])('when %d, waits', () => {})
  /**
   * Promise: twice
   * Kept: once
   */
  it('counts once', async () => {})
/** No promise. */
test('other', () => {})
`
  expect(promisesIn(text, 'test/a.test.ts')).toEqual([
    {
      failure: 'a store is away',
      behaviour: 'it is waited for',
      file: 'test/a.test.ts',
      test: 'when %d, waits',
    },
    { failure: 'twice', behaviour: 'once', file: 'test/a.test.ts', test: 'counts once' },
  ])
})

test('a promise above no test is an error that names it', () => {
  const text = '/**\n * Promise: a\n * Kept: b\n */\ntest.skip()'
  expect(() => promisesIn(text, 'x.ts')).toThrow('"a"')
})
