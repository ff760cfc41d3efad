/** Detects schema drift of curated files: unknown or missing columns. */
import type { Table } from '../curated/table'
import { atMost, type CheckResult } from './check'

export type FileShape = { readonly version: number; readonly columns: readonly string[] }

export function checkShapes(table: Table, files: readonly FileShape[]): CheckResult[] {
  if (files.length === 0) return []
  const drifts = files.flatMap((file) => driftsOf(table, file))
  const named = [...new Set(drifts)].slice(0, MAX_NAMED).join(', ')
  return [
    atMost({
      table: table.name,
      check: 'schema_drift',
      value: drifts.length,
      threshold: 0,
      detail: drifts.length === 0 ? `${files.length} files are as declared` : named,
    }),
  ]
}

const MAX_NAMED = 10

function driftsOf({ version: newest, columns }: Table, { version, columns: names }: FileShape) {
  const expected = columns.filter(({ since }) => since <= version).map(({ name }) => name)
  return [
    ...(version > newest ? [`version ${version} is newer than ${newest}`] : []),
    ...names.filter((name) => !expected.includes(name)).map((name) => `${name} is unknown`),
    ...expected.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
  ]
}
