import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { differs, EXPECTED } from '../../tools/field/expected-cases'
import { readCase } from '../../tools/field/read-case'

const DIRECTORY = 'test/golden/field'
const files = (await readdir(DIRECTORY)).sort()

test.each(files)('%s is read as it should be', async (name) => {
  const expected = EXPECTED.get(name.slice(0, 2))
  expect(expected).toBeDefined()
  if (!expected) return
  const { each: _each, now: _now, columns: _columns, questions, ...read } = expected
  // A case of questions alone needs a running instance.
  if (Object.keys(read).length === 0) return expect(questions.length).toBeGreaterThan(0)
  const got = await readCase(await readFile(`${DIRECTORY}/${name}`), name, expected)
  expect(differs(read, got) ? got : read).toEqual(read)
})

test('a value that differs is seen', () => {
  expect(differs([{ a: 1 }], [{ a: 1, b: 2 }])).toBe(false)
  expect(differs([{ a: 1 }], [{ a: 2 }])).toBe(true)
  expect(differs([{ a: 1 }], [])).toBe(true)
  expect(differs([], [{}])).toBe(true)
})
