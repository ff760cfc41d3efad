/** Checks cached quotes before they are shown, and spends a budget of refreshes on them. */
import { type Conversion, convertExactly, reversed } from '../../../models/airline/exchange-rates'
import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import { answerEach } from '../../../models/runtime/answer-each'
import type { FeatureRow } from '../../../models/runtime/features'
import type { SnapshotSource } from '../../events/snapshot-source'
import type { CachedQuote } from '../../features/quote-validity/partner-quote'
import type { SnapshotRead } from '../../market/snapshot-read'
import { findFareGroup } from '../evidence/find-fare-group'
import { type Action, decideQuotes, leastValid, persistence, type Showing } from './decide-quotes'
import { type ComparedQuote, type Judgement, judgeQuotes } from './judge-quotes'
import { type QuotePolicy, type Tolerance, toleranceOf } from './quote-policy'
import { recheckAfterSeconds } from './recheck-time'

export type QuoteToCheck = {
  readonly quote: CachedQuote
  /** Number of displays expected before the next check. */
  readonly displays: number
  readonly snapshotRead: SnapshotRead
}

export type CheckTerms = {
  readonly policy: QuotePolicy
  readonly lookBudget: number
  /** Cost of displaying a quote out of policy, in units of displays of a valid quote. */
  readonly costOfViolation: number
}

export type CheckedQuote = {
  readonly toCheck: QuoteToCheck
  /** The rows that the model answered. */
  readonly rows: readonly FeatureRow[]
  /** "limited": no comparable fares of its cabin and trip kind were observed. */
  readonly status: 'ok' | 'limited'
  readonly pValid: number
  /** Share of the quoted price. */
  readonly expectedChange: number
  readonly action: Action
  /** 0 when a refresh is due now. */
  readonly recheckAfterS: number
  readonly tolerance: Tolerance
  readonly source: SnapshotSource
  /** When fares of its cabin and trip kind were last observed, epoch ms. */
  readonly lastObservedAt: number | undefined
}

/** Keeps the order of `given`. `convert` uses current rates and returns undefined without one. */
export async function checkQuotes(
  given: readonly QuoteToCheck[],
  { policy, lookBudget, costOfViolation }: CheckTerms,
  model: Pick<QuoteValidityModel, 'predict'>,
  now: number,
  convert: (from: string, to: string) => Conversion | undefined
): Promise<readonly CheckedQuote[]> {
  const compared = given.map((toCheck) => ({
    ...faresFor(toCheck.quote, toCheck.snapshotRead, convert),
    quote: toCheck.quote,
    tolerance: toleranceOf(policy, toCheck.quote, convert),
    toCheck,
  }))
  const judged = await answerEach(
    compared,
    (each) => [each],
    (quotes) => judgeQuotes(quotes, model, now)
  )
  const decided = await answerEach(
    judged,
    ([{ toCheck }, judgements]) => judgements.map((judgement) => showingOf(toCheck, judgement)),
    (showings) => Promise.resolve(decideQuotes(showings, lookBudget, costOfViolation))
  )
  return decided.flatMap(([[{ fares, tolerance, toCheck }, [judgement]], [action]]) => {
    if (!judgement || !action) return []
    const { pValid, expectedChange, rows } = judgement
    const checked: CheckedQuote = {
      toCheck,
      rows,
      status: fares ? 'ok' : 'limited',
      pValid,
      expectedChange,
      action,
      tolerance,
      recheckAfterS:
        action === 'serve' ? recheckAfterSeconds(judgement, leastValid(costOfViolation)) : 0,
      source: toCheck.snapshotRead.source,
      lastObservedAt: fares?.lastObservedAt,
    }
    return [checked]
  })
}

function showingOf({ displays }: QuoteToCheck, { pValid, freshQuote }: Judgement): Showing {
  return { pValid, worth: displays * persistence(freshQuote) }
}

/** Returns the fares that a quote may be compared with, and its price in their currency. */
function faresFor(
  { cabin, returnDate, currency, amountMinor }: CachedQuote,
  { snapshot }: SnapshotRead,
  convert: (from: string, to: string) => Conversion | undefined
): Pick<ComparedQuote, 'fares' | 'priceMinor'> {
  const question = { cabin, currency, roundTrip: returnDate !== undefined }
  const found = findFareGroup(snapshot, question, convert)
  if (!found) return { fares: undefined, priceMinor: undefined }
  const { fareGroup, conversion } = found
  const priceMinor = conversion ? convertExactly(amountMinor, reversed(conversion)) : amountMinor
  return { fares: fareGroup, priceMinor }
}
