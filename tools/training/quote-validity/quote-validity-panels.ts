/** The panels for fitting and judging the quote-validity model, as searches. */
import { DAY_MS, dayNumber, HOUR_MS, type IsoDay } from '../../../models/airline/calendar'
import { toMinor } from '../../../models/airline/money'
import type { SearchEvent } from '../../../pipelines/events/event'
import type { PanelRow } from '../../../pipelines/simulator/pricing/panel'
import { createSimulation } from '../../../pipelines/simulator/simulation'

/** Reduces each search to its lowest price, whichever flight has it. */
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

/** Lowest fares of every departure, observed each morning. */
export function simulatedPanel(panel: SimulatedPanel): SearchEvent[] {
  const events: SearchEvent[] = []
  for (const { panel: rows } of createSimulation({ ...panel, detail: 'panel' })) {
    for (const row of rows) events.push(searchOf(row))
  }
  return events
}

/** Observed at 06:00 UTC, as the simulator's panel is. */
function searchOf({ market, day, departureDate, currency, ...row }: PanelRow): SearchEvent {
  const at = dayNumber(day) * DAY_MS + 6 * HOUR_MS
  const { airline, price } = row
  return {
    type: 'search',
    id: `panel-${market}-${departureDate}-${day}`,
    at,
    receivedAt: at,
    market,
    departureDate,
    currency,
    cabin: 'economy',
    passengers: 1,
    shopper: {},
    // The cheapest flight may change daily; the quote is of the lowest fare.
    offers: [{ airline, amountMinor: toMinor(price, currency) }],
  }
}
