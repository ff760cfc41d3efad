/** Rates the evidence behind an insight, and gives the reason in words. */
import { DAY_MS } from '../../../models/airline/calendar'
import { type Comparables, FEWEST_FARES } from './comparables'
import { ENOUGH_DEPARTURES } from './nearest-departures'

export const STATUSES = ['ok', 'limited', 'insufficient_history'] as const
export type Status = (typeof STATUSES)[number]
export type Judgement = { readonly status: Status; readonly reason: string }

/** On real panels the error of the last observed price is 20 % after a week, 5.5 % after a day. */
export const RECENT_MS = 7 * DAY_MS

export function judge(comparables: Comparables, lastObservedAt: number, now: number): Judgement {
  const { observations, departures, daysToDeparture } = comparables
  if (departures === undefined || !daysToDeparture) {
    return limited(
      `Fewer than ${FEWEST_FARES} departures were observed at a similar number of days ahead: compared with all ${observations} fares of the last 30 days.`
    )
  }
  const seen = `${departures} departures observed ${span(daysToDeparture)} ahead`
  if (departures < ENOUGH_DEPARTURES) {
    return limited(`Compared with only ${seen}; a reliable range needs ${ENOUGH_DEPARTURES}.`)
  }
  const ageMs = now - lastObservedAt
  if (ageMs > RECENT_MS) {
    return limited(
      `Compared with ${seen}, but no fare was observed for ${Math.floor(ageMs / DAY_MS)} days.`
    )
  }
  return { status: 'ok', reason: `Compared with ${seen}.` }
}

function limited(reason: string): Judgement {
  return { status: 'limited', reason }
}

function span({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `${from} days` : `${from} to ${to} days`
}
