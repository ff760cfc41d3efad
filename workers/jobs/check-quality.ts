/**
 * Checks the latest data against the data-quality contracts: the newest raw objects, and the
 * curated files of the hours their events belong to. A sample, so that a run costs the same at any
 * rate. Without new data, only freshness is checked.
 */

import { parquetMetadata } from 'hyparquet'
import { HOUR_MS } from '../../models/airline/calendar'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { readRows, shapeOf } from '../../pipelines/lake/curated/parquet'
import type { Table } from '../../pipelines/lake/curated/table'
import { TABLES } from '../../pipelines/lake/curated/tables'
import { curatedHourPrefix } from '../../pipelines/lake/keys'
import { changesOf, subjectOf } from '../../pipelines/lake/quality/changes'
import type { CheckResult } from '../../pipelines/lake/quality/check'
import { checkShapes, type FileShape } from '../../pipelines/lake/quality/check-files'
import { checkRaw } from '../../pipelines/lake/quality/check-raw'
import { checkRows } from '../../pipelines/lake/quality/check-rows'
import { CONTRACTS } from '../../pipelines/lake/quality/contracts'
import { checkFreshness } from '../../pipelines/lake/quality/freshness'
import { readRawLines } from '../../pipelines/lake/raw-lines'
import { readRawText, UnreadableObject } from '../lake/raw-text'
import { listAll } from '../lake/walk'
import type { Services } from '../services'
import { moveCursor, type NewestObject, newestObjects, readCursor } from '../storage/lake-objects'
import { recordChecks, standings } from '../storage/quality'
import { defineJob, eachScope } from './runs/run-job'

const RAW_OBJECTS = 10
const HOURS = 6
/** Files of at most 25,000 rows; one is in memory at a time. */
const FILES_PER_TABLE = 8

export const checkQuality = defineJob('check-quality', 'quality', (run) =>
  eachScope(run, async ({ services, at, scope }) => {
    const { results, changes } = await checkScope(services, at, scope)
    const failing = results.filter(({ status }) => status === 'fail').length
    return { counts: { checks: results.length, failing, alerts: changes }, more: false }
  })
)

async function checkScope(services: Services, at: number, scope: Scope) {
  const { db } = services
  const objects = await newestObjects(db, scope, RAW_OBJECTS)
  const [newest] = objects
  if (!newest) return { results: [], changes: 0 }

  const cursor = `quality:${scopeKey(scope)}`
  const state = `${newest.compactedAt} ${newest.key}`
  const isNew = (await readCursor(db, cursor)) !== state
  const results = [
    checkFreshness(newest.compactedAt, at),
    ...(isNew ? await checkNewest(services.lake, scope, objects) : []),
  ]
  const before = await standings(db, scope)
  const changes = changesOf(results, before)
  const worthKeeping = results.filter(
    (result) => isNew || before.get(subjectOf(result)) !== result.status
  )
  await recordChecks(db, scope, at, worthKeeping, changes)
  for (const change of changes) services.log.warn('data quality alert', { ...change })
  if (isNew) await moveCursor(db, cursor, state)
  return { results, changes: changes.length }
}

async function checkNewest(
  lake: R2Bucket,
  scope: Scope,
  objects: readonly NewestObject[]
): Promise<CheckResult[]> {
  const raw = checkRaw()
  const hours = new Set<number>()
  for (const { key } of objects) {
    const text = await readText(lake, key)
    if (text === undefined) continue
    raw.add(text)
    for (const { at } of readRawLines(text).events) hours.add(Math.floor(at / HOUR_MS) * HOUR_MS)
  }
  const newest = [...hours].sort((a, b) => b - a).slice(0, HOURS)
  const results = raw.results()
  for (const table of TABLES) {
    results.push(...(await checkTable(lake, scope, table, newest)))
  }
  return results
}

/** Undefined when there is nothing to read: it expired, or is a dead letter already. */
async function readText(lake: R2Bucket, key: string): Promise<string | undefined> {
  try {
    return (await readRawText(lake, key))?.text
  } catch (error) {
    if (error instanceof UnreadableObject) return undefined
    throw error
  }
}

async function checkTable(
  lake: R2Bucket,
  scope: Scope,
  table: Table,
  hours: readonly number[]
): Promise<CheckResult[]> {
  const contract = CONTRACTS[table.name]
  const checks = contract && checkRows(table, contract)
  const shapes: FileShape[] = []
  const places = hours.map((at) => curatedHourPrefix({ scope, table: table.name, at }))
  const objects = (await Promise.all(places.map((prefix) => listAll(lake, prefix)))).flat()
  for (const { key } of objects.slice(0, FILES_PER_TABLE)) {
    const file = await (await lake.get(key))?.arrayBuffer()
    if (!file) continue
    const shape = shapeOf(parquetMetadata(file))
    shapes.push(shape)
    if (shape.version <= table.version) checks?.add(await readRows(table, file))
  }
  return [...checkShapes(table, shapes), ...(checks?.results() ?? [])]
}
