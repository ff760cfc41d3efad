import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as zod from 'zod'
import * as bundled from '../../../workers/bundle/zod'

const ROOT = join(import.meta.dirname, '../../..')
/** Each holds the locales. */
const LEFT_OUT = ['core', 'default', 'locales', 'z']

function names(all: object): string[] {
  return Object.keys(all)
    .filter((name) => !LEFT_OUT.includes(name))
    .sort()
}

it('the zod of the bundle exports what zod does, the same values, without its locales', () => {
  expect(names(bundled)).toEqual(names(zod))
  expect(names(bundled.z)).toEqual(names(zod.z))
  expect(names(bundled).length).toBeGreaterThan(200)
  for (const name of ['object', 'string', 'ZodType', 'toJSONSchema', 'config']) {
    expect(Reflect.get(bundled, name)).toBe(Reflect.get(zod, name))
  }
})

it('explains a refused value in English, as zod does', () => {
  const message = bundled.z.string().safeParse(1).error?.message
  expect(message).toContain('expected string')
  expect(message).toBe(zod.z.string().safeParse(1).error?.message)
})

it('no file of the Worker uses a part of zod that the bundle lacks', () => {
  const files = globSync('{models,pipelines,workers}/**/*.ts', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(300)
  const using = files.filter((file) =>
    /\bz\.(?:core|locales)\b|from 'zod\//.test(readFileSync(join(ROOT, file), 'utf8'))
  )
  expect(using.filter((file) => !file.startsWith('workers/bundle/'))).toEqual([])
})
