/**
 * A simulation as files, written day by day: one day and one row group of each table are in memory.
 */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import type { PanelRow } from '../../pipelines/simulator/pricing/panel'
import {
  createSimulation,
  type SimulatedDay,
  type SimulationOptions,
} from '../../pipelines/simulator/simulation'
import { progressBar } from '../command/progress'
import { createTables } from './simulate-truth'

export type Summary = Readonly<Record<string, number | string>>

const PANEL_COLUMNS =
  'observed_at,origin,destination,departure_date,carrier,flight_number,price,currency'

export async function writeSimulation(
  folder: string,
  options: SimulationOptions & { readonly days: number }
): Promise<Summary> {
  mkdirSync(join(folder, 'truth'), { recursive: true })
  const events = openText(join(folder, 'events.ndjson.gz'))
  const panel = openText(join(folder, 'panel.csv.gz'))
  const tables = createTables(join(folder, 'truth'))
  const counts = new Map<string, number>()
  const count = (what: string, many = 1) => counts.set(what, (counts.get(what) ?? 0) + many)
  const progress = progressBar('simulating days', options.days)
  await panel.write(`${PANEL_COLUMNS}\n`)
  for (const day of createSimulation(options)) {
    await writeDay(day, events, panel, count)
    await tables.add(day)
    count('days')
    progress.at(counts.get('days') ?? 0)
  }
  const truth = await tables.end()
  await Promise.all([events.end(), panel.end()])
  progress.end()
  return { seed: options.seed, from: options.from, ...Object.fromEntries(counts), ...truth }
}

async function writeDay(
  { events, panel }: SimulatedDay,
  eventText: Text,
  panelText: Text,
  count: (what: string, many?: number) => void
): Promise<void> {
  const lines: string[] = []
  for (const event of events) {
    lines.push(`${JSON.stringify(event)}\n`)
    count(`${event.type ?? 'search'} events`)
  }
  await eventText.write(lines.join(''))
  await panelText.write(panel.map(panelLine).join(''))
  count('panel rows', panel.length)
}

function panelLine(row: PanelRow): string {
  const { day, market, departureDate, airline, flightNumber, price, currency } = row
  const [origin, destination] = market.split('-')
  return `${day}T06:00:00Z,${origin},${destination},${departureDate},${airline},${flightNumber},${price},${currency}\n`
}

type Text = { write(text: string): Promise<void>; end(): Promise<void> }

function openText(file: string): Text {
  const gzip: Gzip = createGzip()
  const out: WriteStream = gzip.pipe(createWriteStream(file))
  return {
    async write(text) {
      if (gzip.write(text)) return
      await new Promise((resolve) => gzip.once('drain', resolve))
    },
    async end() {
      gzip.end()
      await finished(out)
    },
  }
}
