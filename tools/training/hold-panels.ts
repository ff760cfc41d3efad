/** The panels a hold model is fitted or judged on, as the searches that saw them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS, dayNumber, HOUR_MS, type IsoDay } from '../../models/calendar'
import { toMinor } from '../../models/money'
import type { SearchEvent } from '../../pipelines/events/event'
import { createEventReader } from '../../pipelines/events/read-event'
import type { PanelRow } from '../../pipelines/simulator/panel'
import { createSimulation } from '../../pipelines/simulator/simulation'
import { readFares } from '../read-fares'
import { SIMULATOR as SIMULATED } from './sources'

export type PanelFile = {
  readonly data: string
  /** Below the folder given by --data. */
  readonly file: string
  readonly name: string
  readonly licence: string
  readonly url?: string
}

export const WIZZ: PanelFile = {
  data: 'wizz',
  file: 'longitudinal/wizz_2015_2016.csv.gz',
  name: 'Daily lowest fares of a low-cost carrier, 18 markets (Jun Lu, 2016)',
  licence: 'research only: evaluation, never shipped from',
}

export const ARN_FRA: PanelFile = {
  data: 'arn_fra',
  file: 'longitudinal/arn_fra_2019.csv.gz',
  name: 'ARN-FRA 2019, two full-service airlines every 12 hours (higsch/flyhigh)',
  licence: 'MIT',
  url: 'https://github.com/higsch/flyhigh',
}

export const SIMULATOR = { data: 'simulator', ...SIMULATED }

export async function readPanel(folder: string, { file, name }: PanelFile): Promise<SearchEvent[]> {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Error(`--data: there is no ${path}, which holds ${name}`)
  const { events } = await readFares('panel', [path])
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { caller: {}, hashUser: () => '' }
  )
  return events.flatMap((event) => {
    const reading = read(event)
    return 'event' in reading && reading.event.type === 'search' ? [reading.event] : []
  })
}

/** The lowest price of each search, whichever flight has it: what is kept of a departure. */
export function lowestOf(events: readonly SearchEvent[]): SearchEvent[] {
  return events.flatMap((event) => {
    const [lowest] = event.offers.toSorted((a, b) => a.amountMinor - b.amountMinor)
    if (!lowest) return []
    const { airline, amountMinor } = lowest
    return { ...event, offers: [{ airline, amountMinor }] }
  })
}

export type SimulatedPanel = {
  readonly seed: number
  readonly markets: number
  readonly from: IsoDay
  readonly days: number
}

/** Lowest fares of every departure, seen each morning. */
export function simulatedPanel(panel: SimulatedPanel): SearchEvent[] {
  const events: SearchEvent[] = []
  for (const { panel: rows } of createSimulation({ ...panel, detail: 'panel' })) {
    for (const row of rows) events.push(searchOf(row))
  }
  return events
}

/** At 06:00 UTC, as the simulator's panel is seen. */
function searchOf({ market, day, departureDate, currency, ...row }: PanelRow): SearchEvent {
  const at = dayNumber(day) * DAY_MS + 6 * HOUR_MS
  const { airline, price } = row
  return {
    type: 'search',
    id: `panel-${market}-${departureDate}-${day}`,
    ...{ at, receivedAt: at, market, departureDate, currency },
    ...{ cabin: 'economy', passengers: 1, shopper: {} },
    // The flight that is cheapest may be another each day; the quote is of the lowest fare.
    offers: [{ airline, amountMinor: toMinor(price, currency) }],
  }
}
