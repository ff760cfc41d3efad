/**
 * The memory of a traveller: their taste and their latest rankings, which feedback joins. A ranking is
 * forgotten when newer ones take its place or after 30 days.
 */
import { createTaste, observeTaste, type Taste } from '../../features/choice/taste'
import { attention } from './diversify'
import type { RankOffer } from './offer-slate'
import { withDurations } from './rank-slate'
import { sharesOf, termsOf, utilityOf } from './utility'

export const FEEDBACK_TYPES = ['impression', 'click', 'booking', 'bounce'] as const
export type FeedbackType = (typeof FEEDBACK_TYPES)[number]

export type Feedback = { readonly type: FeedbackType; readonly offerId: string }

export type StoredRanking = {
  readonly id: string
  /** Epoch ms. */
  readonly at: number
  readonly market: string
  /** In the order shown. */
  readonly offers: readonly RankOffer[]
  /** In the order counted. */
  readonly counted: readonly Feedback[]
  /** Undefined outside of an experiment. */
  readonly variant?:
    | { readonly experimentId: string; readonly arm: 'control' | 'treatment' }
    | undefined
}

export type FeedbackResult = 'accepted' | 'duplicate' | 'unknown_offer' | 'unknown_ranking'

/** An impression says nothing by itself: every offer that was looked at has one. */
const WEIGHTS: Readonly<Record<FeedbackType, number>> = {
  impression: 0,
  click: 0.6,
  booking: 1,
  // A shopper who comes straight back takes most of the click back.
  bounce: -0.5,
}

/** Changes the taste; the ranking with what was counted is a new one. */
export function observeFeedback(
  taste: Taste,
  ranking: StoredRanking,
  { type, offerId }: Feedback
): { readonly result: FeedbackResult; readonly ranking: StoredRanking } {
  const taken = ranking.offers.findIndex(({ id }) => id === offerId)
  if (taken < 0) return { result: 'unknown_offer', ranking }
  const { counted } = ranking
  if (counted.some((known) => known.type === type && known.offerId === offerId)) {
    return { result: 'duplicate', ranking }
  }
  const weight = WEIGHTS[type]
  if (weight !== 0) {
    const { offers } = ranking
    observeTaste(taste, { offers, taken, expected: expectedOf(offers), weight })
  }
  return { result: 'accepted', ranking: { ...ranking, counted: [...counted, { type, offerId }] } }
}

/** Choices expected of everybody, given properties and the order shown; they sum to 1. */
function expectedOf(offers: readonly RankOffer[]): readonly number[] {
  const nobody = createTaste()
  const utilities = withDurations(offers).map((offer) => utilityOf(termsOf(offer, nobody)))
  const seen = sharesOf(utilities).map((share, place) => share * attention(place))
  const total = seen.reduce((sum, share) => sum + share, 0)
  return seen.map((share) => share / total)
}
