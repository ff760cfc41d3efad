import { expect, test } from 'vitest'
import {
  aliasesOf,
  appendLogAfter,
  type NewLogRow,
  readLog,
} from '../../../../workers/storage/registry/model-log-rows'
import { services } from '../../../build/lake'
import { LIVE, TEST } from '../../../build/scopes'

const { db } = services

function entry(version: string | null, at: number): NewLogRow {
  const fixed = { scope: TEST, model: 'fare', action: 'promote', share: null, keyId: 'a' } as const
  return { ...fixed, alias: 'champion', version, at, detail: { at } }
}

test('of two that decide at once one is refused', async () => {
  expect(await appendLogAfter(db, 0, entry('v1', 1))).toBe(true)
  expect(await appendLogAfter(db, 0, entry('v2', 2))).toBe(false)
  const log = await readLog(db, TEST, 'fare')
  expect(log.map(({ version }) => version)).toEqual(['v1'])
  expect(await appendLogAfter(db, log.at(-1)?.id ?? 0, entry('v2', 2))).toBe(true)
})

test('aliases are those of the latest entries, of one owner', async () => {
  expect(await aliasesOf(db, TEST)).toEqual(
    new Map([['fare', { champion: { version: 'v2', share: null, since: 2 } }]])
  )
  expect(await aliasesOf(db, LIVE)).toEqual(new Map())
  const last = (await readLog(db, TEST, 'fare')).at(-1)
  await appendLogAfter(db, last?.id ?? 0, entry(null, 3))
  // The model stays known: a replay may name its versions.
  expect(await aliasesOf(db, TEST)).toEqual(new Map([['fare', {}]]))
})
