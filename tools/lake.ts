/**
 * npm run lake -- verify [--from RFC3339] [--to RFC3339] [--state DIR] [--account NAME] [--live] [--json]: every
 * event accepted in the period of arrival is once in the raw lake, or counted as a repeat, and once
 * in the curated one, and no row of an index is without its object. Prints counts; exits with 1 when
 * they differ. rebuild --market M|--all [--url U --key K] makes markets anew from the raw lake.
 */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { scopeOption } from './command/scope-option'
import { textTable } from './command/text-table'
import { rebuildLake } from './lake/lake-rebuild'
import { verifyLake } from './lake/lake-verify'
import { freePort } from './server/free-port'
import { runningServer } from './server/running-server'
import { startServer } from './server/server'

type Values = {
  readonly state: string
  readonly market?: string
  readonly all: boolean
  readonly url?: string
  readonly key: string
  readonly json: boolean
}

await runCommand(COMMANDS.lake, async ({ values, positionals: [action] }) => {
  if (action === 'rebuild') return rebuild(values)
  if (action !== 'verify') throw new Misuse('The action must be verify or rebuild')
  const period = {
    from: instant('--from', values.from, 0),
    to: instant('--to', values.to, Date.parse('9999-01-01T00:00:00Z')),
  }
  const scope = scopeOption(values)
  const { counts, differences } = await verifyLake(resolve(values.state), scope, period)
  if (values.json)
    console.log(JSON.stringify({ counts, differences, ok: differences.length === 0 }))
  else {
    console.log(
      textTable(
        ['where', 'what', 'count'],
        counts.map((row) => [row.where, row.what, row.count])
      )
    )
    const verdict =
      differences.length === 0 ? ['Nothing is missing and nothing is twice.'] : differences
    console.log(`\n${verdict.join('\n')}`)
  }
  return differences.length === 0 ? 0 : 1
})

async function rebuild({ state, market, all, url: given, key, json }: Values): Promise<number> {
  if ((market === undefined) !== all) throw new Misuse('Name one --market, or --all')
  const stateDir = resolve(state)
  const url = given ?? runningServer(stateDir)
  const server = url === undefined ? await startServer(await freePort(8_790), stateDir) : undefined
  try {
    const rebuilt = await rebuildLake({ url: url ?? server?.url ?? '', key }, market)
    if (json) console.log(JSON.stringify(rebuilt))
    else console.log(textTable(['what', 'value'], Object.entries(rebuilt)))
  } finally {
    await server?.stop()
  }
  return 0
}

function instant(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Misuse(`${option} must be RFC 3339, such as 2026-11-20T00:00:00Z`)
  return at
}
