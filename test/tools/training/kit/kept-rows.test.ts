import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepRows, rowsKey } from '../../../../tools/training/kit/kept-rows'
import { rowFiles } from '../../../../tools/training/kit/parquet-rows'

let folder = ''
let written = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-rows-'))
  written = 0
  writeFileSync(join(folder, 'fares.csv'), 'a,b\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const silent = () => {}
const job = (seed: number) => ({
  data: folder,
  folder,
  seed,
  recipe: '{}',
  say: silent,
  row: silent,
})
const key = (seed = 1, parts: unknown = 'split') => rowsKey(job(seed), ['fares.csv'], parts)
const keep = (as: string, finish = true) => {
  const files = rowFiles(folder, 'train')
  return keepRows(files, as, silent, async () => {
    written += 1
    writeFileSync(files.schema, '{}')
    writeFileSync(files.rows, 'rows')
    if (!finish) throw new Error('stopped')
  })
}

test('rows of the same key are written once', async () => {
  await keep(key())
  await keep(key())
  expect(written).toBe(1)
})

test('another seed, split or source file has other rows', async () => {
  const keys = [key(), key(2), key(1, 'other')]
  utimesSync(join(folder, 'fares.csv'), 1, 1)
  keys.push(key())
  expect(new Set(keys).size).toBe(4)
  for (const each of keys) await keep(each)
  expect(written).toBe(4)
})

test('rows that were not finished are written anew', async () => {
  await keep(key())
  await expect(keep('other', false)).rejects.toThrow('stopped')
  expect(existsSync(rowFiles(folder, 'train').rows)).toBe(true)
  await keep(key())
  expect(written).toBe(3)
})
