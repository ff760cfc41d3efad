/** Why there is nothing to compare with, in words that say what would help. */
import type { Cabin } from '../../models/trip'
import { FEWEST_FARES } from './comparables'
import { currenciesSeen } from './fare-class'
import type { SnapshotReading } from './reading'
import type { Judgement } from './status'

type Asked = {
  readonly market: string
  readonly cabin: Cabin
  readonly returnDate?: string | undefined
  readonly currency?: string | undefined
}

export function abstain(
  { market, cabin, returnDate, currency }: Asked,
  { snapshot, source }: SnapshotReading,
  observations: number
): Judgement {
  const roundTrip = returnDate !== undefined
  const fares = `${cabin} ${roundTrip ? 'round-trip' : 'one-way'} fares of ${market}`
  const seen = currenciesSeen(snapshot, { cabin, roundTrip })

  if (source === 'baseline') {
    return insufficient(`The history of ${market} could not be read in time: ask again.`)
  }
  if (!snapshot) return insufficient(`No fare of ${market} has been observed.`)
  if (seen.length === 0) return insufficient(`No ${fares} have been observed.`)
  if (currency !== undefined && !seen.includes(currency)) {
    return insufficient(
      `No ${fares} have been observed in ${currency}, only in ${seen.join(', ')}.`
    )
  }
  return insufficient(
    `Only ${observations} ${fares} were observed in the last 30 days, and fewer than ${FEWEST_FARES} departures about as many days ahead.`
  )
}

function insufficient(reason: string): Judgement {
  return { status: 'insufficient_history', reason }
}
