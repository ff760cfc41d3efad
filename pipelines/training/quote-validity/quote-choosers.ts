/** Refresh strategies: the quote-validity model's, and the baselines it is compared with. */

import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import type { Action } from '../../answers/quote-check/decide-quotes'
import { decideQuotes, persistence } from '../../answers/quote-check/decide-quotes'
import { judgeQuotes } from '../../answers/quote-check/judge-quotes'
import { chance } from '../../simulator/world/chance'
import type { Candidate, Chooser } from './quote-cache'
import { fareGroupOf } from './quote-validity-rows'

/** Two rounds, because refreshing one departure gives information about its neighbours. */
const ROUNDS = 2

/** Chooses as the API does. With a cost of 0 no quote is suppressed. */
export function modelChooser(
  name: string,
  model: Pick<QuoteValidityModel, 'predict'>,
  costOfViolation = 0
): Chooser {
  return {
    name,
    rounds: ROUNDS,
    readsMarket: true,
    wholeCache: false,
    async choose(candidates, looks, now, snapshotOf) {
      const questions = candidates.map(({ quote, tolerance }) => ({
        quote,
        tolerance,
        priceMinor: quote.amountMinor,
        fares: fareGroupOf(snapshotOf(quote.market), quote),
      }))
      const judged = await judgeQuotes(questions, model, now, [])
      const showings = candidates.map(({ displays }, at) => ({
        pValid: judged[at]?.pValid ?? 0,
        worth: displays * persistence(judged[at]?.freshQuote ?? 0),
      }))
      return decideQuotes(showings, looks, costOfViolation)
    },
  }
}

/** Refreshes the oldest displayed quotes: a fixed time to live, checked at the display. */
export const fixedAge: Chooser = ranked('fixed age, when shown', ({ quote }) => -quote.quotedAt)

/** Refreshes the oldest quotes of the whole cache, as a crawler does. */
export const fixedCycle: Chooser = { ...fixedAge, name: 'fixed age, whole cache', wholeCache: true }

export function randomly(seed: number): Chooser {
  return ranked('random', ({ quote: { market, departureDate, flightNumber } }, now) =>
    chance(seed, `${market}/${departureDate}/${flightNumber}/${now}`)
  )
}

/** Uses the validity by age and the number of displays only. */
export function ageCurve(validShareAt: (ageMs: number) => number): Chooser {
  return ranked(
    'age curve x displays',
    ({ quote, displays }, now) => displays * (1 - validShareAt(now - quote.quotedAt))
  )
}

/** Uses the true violations, an upper bound on the savings of a tick. */
export const clairvoyant: Chooser = ranked(
  'clairvoyant',
  ({ violates, displays }) => Number(violates) * displays
)

function ranked(name: string, worth: (candidate: Candidate, now: number) => number): Chooser {
  return {
    name,
    rounds: 1,
    readsMarket: false,
    wholeCache: false,
    async choose(candidates, looks, now) {
      const order = candidates
        .map((candidate, at) => ({ at, worth: worth(candidate, now) }))
        .sort((a, b) => b.worth - a.worth || a.at - b.at)
      const looked = new Set(order.slice(0, looks).map(({ at }) => at))
      return candidates.map((_, at): Action => (looked.has(at) ? 'refresh' : 'serve'))
    },
  }
}
