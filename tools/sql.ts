/**
 * npm run sql -- "select ..." [--state DIR] [--account NAME] [--live] [--json]: queries the lake in SQL, test data
 * unless --live is given. With --remote it queries the lake in R2, by the settings R2_ACCOUNT_ID,
 * R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET.
 */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { scopeOption } from './command/scope-option'
import { textTable } from './command/text-table'
import { openLake, type Remote } from './lake/lake-query'

await runCommand(COMMANDS.sql, async ({ values, positionals }) => {
  const [sql = ''] = positionals
  const scope = scopeOption(values)
  const began = performance.now()
  const lake = await openLake(
    values.remote ? { remote: remoteSettings(), scope } : { stateDir: resolve(values.state), scope }
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
