/**
 * npm run sql [-- "select ..."] [--out FILE] [--state DIR] [--account NAME] [--live] [--json]: queries the lake in SQL, test data
 * unless --live is given. Without a statement it reads them from its input, in one session. With --remote it queries the lake in R2, by the settings R2_ACCOUNT_ID,
 * R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET.
 */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { scopeOption } from './command/scope-option'
import { textTable } from './command/text-table'
import { type Answer, formatOf, type Lake, openLake, type Remote } from './lake/lake-query'
import { statementsIn } from './lake/statements'

await runCommand(COMMANDS.sql, async ({ values, positionals }) => {
  const [sql] = positionals
  const { out } = values
  if (out !== undefined && sql === undefined) throw new Misuse('--out needs a statement')
  if (out !== undefined && !formatOf(out)) {
    throw new Misuse(`--out ${out}: end the name in .csv or .parquet`)
  }
  const scope = scopeOption(values)
  const began = performance.now()
  const lake = await openLake(
    values.remote ? { remote: remoteSettings(), scope } : { stateDir: resolve(values.state), scope }
  )
  if (sql === undefined) return session(lake, values.json)
  if (out !== undefined) {
    const rows = await lake.write(sql, resolve(out))
    console.log(`${rows} rows in ${secondsSince(began)} s: ${out}`)
  } else print(await lake.ask(sql), values.json, began)
  return 0
})

/** A statement that fails does not end an interactive session, but does end one that is piped. */
async function session(lake: Lake, json: boolean): Promise<number> {
  const { stdin } = process
  const prompt = () => stdin.isTTY && process.stderr.write('lake> ')
  prompt()
  for await (const sql of statementsIn(stdin)) {
    const began = performance.now()
    try {
      print(await lake.ask(sql), json, began)
    } catch (error) {
      if (!stdin.isTTY) throw error
      console.error(error instanceof Error ? error.message : error)
    }
    prompt()
  }
  return 0
}

function print({ columns, rows }: Answer, json: boolean, began: number): void {
  const seconds = secondsSince(began)
  if (json) {
    const records = rows.map((row) =>
      Object.fromEntries(columns.map((name, at) => [name, row[at]]))
    )
    console.log(JSON.stringify({ columns, rows: records, seconds }))
  } else {
    console.log(`${textTable(columns, rows)}\n\n${rows.length} rows in ${seconds} s`)
  }
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000
}

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
