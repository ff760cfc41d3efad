/**
 * npm run sql -- "select ..." [--state DIR] [--live] [--json]: asks the lake in SQL, of test data
 * unless told otherwise. With --remote the lake in R2, by the settings R2_ACCOUNT_ID,
 * R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { TABLE_NAMES } from '../pipelines/lake/curated/table'
import { command } from './command/command'
import { textTable } from './command/text-table'
import { openLake, type Remote } from './lake/lake-query'

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      state: { type: 'string', default: '.fareline' },
      live: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
    },
  })
  const [sql] = positionals
  if (sql === undefined || positionals.length > 1) {
    throw new Error(`Give one statement: npm run sql -- "select count(*) from price_offers"
Tables: ${[...TABLE_NAMES, 'ledger', 'raw_events', 'lake_columns'].join(', ')}`)
  }
  const liveMode = values.live
  const began = performance.now()
  const lake = await openLake(
    values.remote
      ? { remote: remoteSettings(), liveMode }
      : { stateDir: resolve(values.state), liveMode }
  )
  const { columns, rows } = await lake.ask(sql)
  const seconds = Math.round(performance.now() - began) / 1000
  if (values.json) {
    const records = rows.map((row) =>
      Object.fromEntries(columns.map((name, at) => [name, row[at]]))
    )
    console.log(JSON.stringify({ columns, rows: records, seconds }))
  } else {
    console.log(`${textTable(columns, rows)}\n\n${rows.length} rows in ${seconds} s`)
  }
  return 0
})

function remoteSettings(): Remote {
  return {
    accountId: setting('R2_ACCOUNT_ID'),
    accessKeyId: setting('R2_ACCESS_KEY_ID'),
    secretAccessKey: setting('R2_SECRET_ACCESS_KEY'),
    bucket: process.env.R2_BUCKET ?? 'fareline-lake-production',
  }
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; make an R2 API token with read access`)
  return value
}
