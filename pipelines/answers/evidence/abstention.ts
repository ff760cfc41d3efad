/** The reason why a price cannot be compared, in words that name a remedy. */
import { utcDay } from '../../../models/airline/calendar'
import { MAX_RATE_AGE_DAYS } from '../../../models/airline/exchange-rates'
import type { Cabin } from '../../../models/airline/trip'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import type { Rates } from './answer-currency'
import { FEWEST_FARES } from './comparables'
import { currenciesSeen } from './find-fare-group'
import type { Judgement } from './status'

type AbstainQuestion = {
  readonly market: string
  readonly cabin: Cabin
  readonly returnDate?: string | undefined
  readonly currency?: string | undefined
}

type Compared = {
  /** Undefined when no fares were observed in a currency that converts to the requested one. */
  readonly fareGroup?: FareGroupSnapshot | undefined
  readonly rates: Rates
  readonly now: number
}

export function abstain(
  { market, cabin, returnDate, currency }: AbstainQuestion,
  { snapshot, source }: SnapshotRead,
  { fareGroup, rates, now }: Compared
): Judgement {
  const roundTrip = returnDate !== undefined
  const fares = `${cabin} ${roundTrip ? 'round-trip' : 'one-way'} fares of ${market}`
  const seen = currenciesSeen(snapshot, { cabin, roundTrip })

  if (source === 'baseline') {
    return insufficient(
      `The history of ${market} could not be read in time: send the request again.`
    )
  }
  if (!snapshot) return insufficient(`No fare of ${market} has been observed.`)
  if (seen.length === 0) return insufficient(`No ${fares} have been observed.`)
  if (currency !== undefined && !fareGroup) {
    return insufficient(
      `No ${fares} have been observed in ${currency}, only in ${seen.join(', ')}. ${noRate(seen, currency, rates, now)}`
    )
  }
  return insufficient(
    `Only ${fareGroup?.windows['30d']?.count ?? 0} ${fares} were observed in the last 30 days, and fewer than ${FEWEST_FARES} departures at a similar number of days ahead.`
  )
}

function noRate(seen: readonly string[], currency: string, rates: Rates, now: number): string {
  if (rates === 'not-read')
    return 'Exchange rates could not be read in time: send the request again.'
  return (
    `There is no exchange rate from ${seen.join(' or ')} to ${currency} of ${utcDay(now)} or the ` +
    `${MAX_RATE_AGE_DAYS} days before: load a file of rates with PUT /v1/exchange-rates.`
  )
}

function insufficient(reason: string): Judgement {
  return { status: 'insufficient_history', reason }
}
