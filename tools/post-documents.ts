/**
 * npm run post -- FILE|FOLDER... [--url U --key K]: posts documents of distribution systems to
 * /v1/events and shows their content and its receipt. Test keys post at the document's own time.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { documentFiles, type RecordedDocument, readRecorded } from './replay/recorded-documents'
import { postDocument } from './server/events-client'

const HEADER = ['file', 'source', 'offers', 'prices', 'accepted', 'duplicates', 'rejected']

await runCommand(COMMANDS.post, async ({ values, positionals }) => {
  const files = await Promise.all(
    positionals.map(async (path) =>
      (await stat(path)).isDirectory() ? documentFiles(path) : [path]
    )
  )
  const rows: string[][] = []
  const rejections: string[][] = []
  for (const file of files.flat()) {
    const document = await readRecorded(file)
    if (typeof document === 'string') {
      rows.push([basename(file), document])
      continue
    }
    const posted = await postDocument(values, document.text, document.clock)
    const counts = [posted.accepted, posted.duplicates, posted.rejected_count].map(String)
    const offers = `${posted.offers ?? 0} of ${offersIn(document)}`
    rows.push([basename(file), posted.source ?? '', offers, pricesOf(document), ...counts])
    for (const { line, problem } of posted.rejected) {
      rejections.push([basename(file), String(line), JSON.stringify(problem)])
    }
  }
  console.log(textTable(HEADER, rows))
  if (rejections.length > 0)
    console.log(`\n${textTable(['file', 'record', 'problem'], rejections)}`)
  return 0
})

function offersIn({ result }: RecordedDocument): number {
  return result.events.reduce((sum, { price_offers }) => sum + price_offers.length, 0)
}

function pricesOf({ result: { events } }: RecordedDocument): string {
  const prices = events.flatMap(({ price_offers }) => price_offers.map(({ price }) => price))
  if (prices.length === 0) return ''
  const currencies = [...new Set(events.map(({ currency }) => currency))].join(' ')
  return `${Math.min(...prices)} to ${Math.max(...prices)} ${currencies}`
}
