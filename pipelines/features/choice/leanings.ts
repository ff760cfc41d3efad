/**
 * Sensitivity of a group to measured properties of an offer: the excess of what it chose over what
 * was expected, relative to the variation its slates offered. That is one Newton step towards a
 * logit of its own. Sums only.
 */
import type { SlateOffer } from './slate-offer'

export const MEASURES = [
  'price',
  'pace',
  'stops',
  'bags',
  'sin_1',
  'cos_1',
  'sin_2',
  'cos_2',
] as const
export type Measure = (typeof MEASURES)[number]

export type Lean = { excess: number; spread: number }
export type Leans = { readonly [measure in Measure]: Lean }

/** Choices that weigh as much as the prior, which is the weight of all shoppers. */
const PRIOR_CHOICES = 4
const DAY_MINUTES = 1440

export function createLeans(): Leans {
  const none = (): Lean => ({ excess: 0, spread: 0 })
  return {
    price: none(),
    pace: none(),
    stops: none(),
    bags: none(),
    sin_1: none(),
    cos_1: none(),
    sin_2: none(),
    cos_2: none(),
  }
}

/**
 * Measures relative to their mean over the slate, per offer; undefined where one offer lacks the
 * measure.
 */
export function measuresOf(
  offers: readonly SlateOffer[]
): Readonly<Record<Measure, readonly number[] | undefined>> {
  const wave = (of: (angle: number) => number, times: number) =>
    centred(
      offers.map(({ departsMinute }) =>
        departsMinute === undefined
          ? undefined
          : of((2 * Math.PI * times * departsMinute) / DAY_MINUTES)
      )
    )
  return {
    price: centred(offers.map(({ amount }) => Math.log(amount))),
    pace: centred(
      offers.map(({ durationMinutes }) =>
        durationMinutes === undefined ? undefined : Math.log(durationMinutes)
      )
    ),
    stops: centred(offers.map(({ stops }) => stops)),
    bags: centred(offers.map(({ bagsIncluded }) => bagsIncluded)),
    sin_1: wave(Math.sin, 1),
    cos_1: wave(Math.cos, 1),
    sin_2: wave(Math.sin, 2),
    cos_2: wave(Math.cos, 2),
  }
}

/** Sums of one choice; `expected` sums to 1 over the offers. */
export function leansOf(
  offers: readonly SlateOffer[],
  taken: number,
  expected: readonly number[],
  weight: number
): Leans {
  const leans = createLeans()
  const measures = measuresOf(offers)
  for (const measure of MEASURES) {
    const values = measures[measure]
    if (!values) continue
    let mean = 0
    let square = 0
    for (const [place, value] of values.entries()) {
      const share = Number(expected[place])
      mean += share * value
      square += share * value * value
    }
    leans[measure].excess = weight * (Number(values[taken]) - mean)
    leans[measure].spread = weight * Math.max(0, square - mean * mean)
  }
  return leans
}

export function addLeans(to: Leans, more: Leans): void {
  for (const measure of MEASURES) {
    to[measure].excess += more[measure].excess
    to[measure].spread += more[measure].spread
  }
}

/** Weight of a measure for a group relative to its weight for all, shrunk towards zero. */
export function leaning(
  own: Leans | undefined,
  all: Leans | undefined,
  choices: number,
  measure: Measure
): number {
  const everyone = all?.[measure]
  if (!own || !everyone || everyone.spread <= 0 || choices <= 0) return 0
  const usual = everyone.excess / everyone.spread
  const { excess, spread } = own[measure]
  return (excess - usual * spread) / (spread + (PRIOR_CHOICES * everyone.spread) / choices)
}

function centred(values: readonly (number | undefined)[]): readonly number[] | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length || known.length === 0) return undefined
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  return known.map((value) => value - mean)
}
