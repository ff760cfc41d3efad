/**
 * Prints the searches that source adapters read from documents, to compare with the documents.
 *
 *   npm run read-document -- FILE... [--source NAME] [--verbose]
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readDocument } from '../pipelines/intake/recognise'
import type { DocumentResult } from '../pipelines/sources/document/document'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'

await runCommand(COMMANDS['read-document'], async ({ values, positionals }) => {
  for (const path of positionals) {
    const text = await readFile(path, 'utf8')
    const documentId = createHash('sha256').update(text).digest('hex').slice(0, 32)
    const read = readDocument(text, { receivedAt: Date.now(), documentId }, values.source)
    console.log(path)
    if ('result' in read) show(read.source, read.result, values.verbose)
    else console.log(`  ${read.detail}`)
  }
  return 0
})

function show(source: string, { events, problems }: DocumentResult, verbose: boolean): void {
  const offers = events.flatMap(({ price_offers }) => price_offers)
  const currencies = [...new Set(events.map(({ currency }) => currency))]
  const markets = new Set(
    events.map(
      ({ origin_airport, destination_airport }) => `${origin_airport}-${destination_airport}`
    )
  )
  console.log(`  source ${source}, events ${events.length}, offers ${offers.length}`)
  if (events.length > 0) console.log(`  markets ${markets.size}: ${some([...markets])}`)
  for (const currency of currencies) {
    const prices = events
      .filter((event) => event.currency === currency)
      .flatMap(({ price_offers }) => price_offers.map(({ price }) => price))
      .sort((a, b) => a - b)
    console.log(`  prices ${prices[0]} to ${prices.at(-1)} ${currency}`)
  }
  const byCode = Map.groupBy(problems, ({ code }) => code)
  for (const [code, found] of byCode) {
    console.log(`  problems ${code} ${found.length}: ${found[0]?.pointer} ${found[0]?.detail}`)
  }
  if (verbose) console.log(JSON.stringify({ events, problems }, null, 2))
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(' ')
  return names.length > 5 ? `${shown} ...` : shown
}
