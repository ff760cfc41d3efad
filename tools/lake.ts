/**
 * npm run lake -- verify [--from RFC3339] [--to RFC3339] [--state DIR] [--account NAME] [--live] [--json]: every
 * event accepted in the period of arrival is once in the raw lake, or counted as a repeat, and once
 * in the curated one. Prints counts; exits with 1 when they differ.
 */
import { resolve } from 'node:path'
import { Scope } from '../pipelines/events/scope'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'
import { verifyLake } from './lake/lake-verify'

await runCommand(COMMANDS.lake, async ({ values, positionals }) => {
  if (positionals.join() !== 'verify') throw new Misuse('The action must be verify')
  const period = {
    from: instant('--from', values.from, 0),
    to: instant('--to', values.to, Date.parse('9999-01-01T00:00:00Z')),
  }
  const scope = Scope.parse({ account: values.account, mode: values.live ? 'live' : 'test' })
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

function instant(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Misuse(`${option} must be RFC 3339, such as 2026-11-20T00:00:00Z`)
  return at
}
