/**
 * Variety at the top of a ranking: offers of carriers and times that are missing among the first
 * places take the seats of the least likely offers whose carrier or time is there already, the
 * cheapest exchange first, while the loss of expected choices stays within its budget. It buys more
 * distinct carriers for the same loss than maximal marginal relevance, which pays at the first places.
 */
import type { SlateOffer } from '../../features/choice/slate-offer'

/** Places below are looked at little; they keep the order of utility. */
const PLACES = 10
const BAND_MINUTES = 240
/** Chance that a place is looked at falls with its rank to this power. */
const ATTENTION_POWER = 0.6

/** Chance that the offer at a place, from 0, is looked at, relative to the first. */
export function attention(place: number): number {
  return (place + 1) ** -ATTENTION_POWER
}

export type Candidate = { readonly offer: SlateOffer; readonly share: number }

type KindOf = (offer: SlateOffer) => string | number | undefined

const KINDS: readonly KindOf[] = [
  ({ airline }) => airline,
  ({ departsMinute }) =>
    departsMinute === undefined ? undefined : Math.floor(departsMinute / BAND_MINUTES),
]

/**
 * `ranked` is in order of utility. `maxLoss` is a share of the expected choices of that order; the
 * result loses no more.
 */
export function diversify<C extends Candidate>(
  ranked: readonly C[],
  maxLoss: number
): readonly C[] {
  if (maxLoss <= 0 || ranked.length <= PLACES) return ranked
  const least = expectedChoices(ranked) * (1 - maxLoss)
  let mixed = ranked
  for (const [pass, kindOf] of KINDS.entries()) {
    const kept = KINDS.slice(0, pass)
    for (;;) {
      const next = exchange(mixed, kindOf, kept)
      if (!next || expectedChoices(next) < least) break
      mixed = next
    }
  }
  return mixed
}

function expectedChoices(ranked: readonly Candidate[]): number {
  return ranked.reduce((sum, { share }, place) => sum + share * attention(place), 0)
}

/** One more kind at the top; undefined when none is missing or nothing can be spared. */
function exchange<C extends Candidate>(
  ranked: readonly C[],
  kindOf: KindOf,
  kept: readonly KindOf[]
): readonly C[] | undefined {
  const top = ranked.slice(0, PLACES)
  const present = new Set(top.map(({ offer }) => kindOf(offer)))
  const enters = ranked.findIndex(({ offer }, place) => {
    const kind = kindOf(offer)
    return place >= PLACES && kind !== undefined && !present.has(kind)
  })
  const [entering] = enters < 0 ? [] : ranked.slice(enters, enters + 1)
  const leaves = top.findLastIndex((candidate) =>
    [kindOf, ...kept].every((kind) => isSpare(candidate, top, kind))
  )
  const [leaving] = leaves < 0 ? [] : top.slice(leaves, leaves + 1)
  if (!entering || !leaving) return undefined
  const order = new Map(ranked.map((candidate, place) => [candidate, place]))
  const byPlace = (a: C, b: C) => (order.get(a) ?? 0) - (order.get(b) ?? 0)
  const seats = [...top.filter((each) => each !== leaving), entering].sort(byPlace)
  const rest = ranked.filter((each) => !seats.includes(each))
  return [...seats, ...rest]
}

/** Whether another offer of the top has the same kind. */
function isSpare(candidate: Candidate, top: readonly Candidate[], kindOf: KindOf): boolean {
  const kind = kindOf(candidate.offer)
  return top.some((other) => other !== candidate && kindOf(other.offer) === kind)
}
