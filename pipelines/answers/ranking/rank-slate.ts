/** Ranks a slate for a traveller: order, probabilities, labels and reasons. */
import type { Taste } from '../../features/choice/taste'
import { diversify } from './diversify'
import { boostOf, fits, type RankOffer, type RankOptions } from './offer-slate'
import { sharesOf, TERMS, type Term, type Terms, termsOf, utilityOf } from './utility'

export const LABELS = ['best', 'cheapest', 'fastest'] as const
export type Label = (typeof LABELS)[number]

export type Reason = { readonly code: Term; readonly effect: number }

export type RankedOffer = {
  readonly offer: RankOffer
  /** From 1. */
  readonly rank: number
  readonly utility: number
  /** Probability that the traveller takes this offer of the slate. */
  readonly probability: number
  readonly labels: readonly Label[]
  readonly reasons: readonly Reason[]
}

export type Ranking = {
  readonly offers: readonly RankedOffer[]
  readonly noneProbability: number
  /** Ids that the filters left out, in the order sent. */
  readonly filtered: readonly string[]
}

/**
 * Share of shoppers who take none of an ordinary slate. An assumption until an account's own
 * sessions say otherwise; it changes no order.
 */
const NONE_SHARE = 0.7
const MOST_REASONS = 3
/** Effects below this change the odds by less than 2 %. */
const LEAST_EFFECT = 0.02

export function rankSlate(
  sent: readonly RankOffer[],
  taste: Taste,
  { order, filters, boosts, diversity }: RankOptions
): Ranking {
  const { fitting: offers = [], others = [] } = Object.groupBy(sent, (offer) =>
    fits(offer, filters) ? 'fitting' : 'others'
  )
  const filtered = others.map(({ id }) => id)
  if (offers.length === 0) return { offers: [], noneProbability: 1, filtered }
  const known = withDurations(offers)
  const terms = known.map((offer) => ({
    ...termsOf(offer, taste),
    boost: boostOf(offer, boosts),
  }))
  const utilities = terms.map(utilityOf)
  const shares = sharesOf(utilities)
  const means = meanTerms(terms, shares)
  const ranked = offers
    .map((offer, at) => ({
      offer,
      utility: utilities[at] ?? 0,
      share: shares[at] ?? 0,
      reasons: reasonsOf(terms[at] ?? means, means),
    }))
    .sort((a, b) => b.utility - a.utility || (a.offer.id < b.offer.id ? -1 : 1))
  const best = ranked[0]?.offer
  const labelled = labelsOf(offers)
  const shown =
    order === 'price'
      ? ranked.toSorted((a, b) => a.offer.amount - b.offer.amount)
      : diversify(ranked, diversity)
  return {
    offers: shown.map(({ offer, utility, share, reasons }, place) => ({
      offer,
      rank: place + 1,
      utility,
      probability: share * (1 - NONE_SHARE),
      labels: offer === best ? ['best', ...labelled(offer)] : labelled(offer),
      reasons,
    })),
    noneProbability: NONE_SHARE,
    filtered,
  }
}

/** An unknown duration counts as the median of the slate, so that it neither helps nor harms. */
export function withDurations<O extends RankOffer>(offers: readonly O[]): readonly O[] {
  const known = offers
    .map(({ durationMinutes }) => durationMinutes)
    .filter((minutes) => minutes !== undefined)
    .sort((a, b) => a - b)
  const median = known[Math.floor(known.length / 2)]
  return offers.map((offer) =>
    offer.durationMinutes === undefined && median !== undefined
      ? { ...offer, durationMinutes: median }
      : offer
  )
}

function meanTerms(terms: readonly Terms[], shares: readonly number[]): Terms {
  const mean = (term: Term) =>
    terms.reduce((sum, each, at) => sum + each[term] * (shares[at] ?? 0), 0)
  return Object.fromEntries(TERMS.map((term) => [term, mean(term)])) as Record<Term, number>
}

/** Beside the slate's mean, weighted by the probabilities: what sets the offer apart. */
function reasonsOf(terms: Terms, means: Terms): readonly Reason[] {
  return TERMS.map((code) => ({ code, effect: terms[code] - means[code] }))
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_REASONS)
}

/** Equal offers share a label. */
function labelsOf(offers: readonly RankOffer[]): (offer: RankOffer) => Label[] {
  const leastAmount = Math.min(...offers.map(({ amount }) => amount))
  const leastMinutes = Math.min(
    ...offers.map(({ durationMinutes = Number.POSITIVE_INFINITY }) => durationMinutes)
  )
  return ({ amount, durationMinutes }) => [
    ...(amount === leastAmount ? (['cheapest'] as const) : []),
    ...(durationMinutes === leastMinutes ? (['fastest'] as const) : []),
  ]
}
