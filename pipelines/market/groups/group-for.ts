/**
 * Selects, within a fare group, the fares of the itineraries in question: by stops, airline, checked
 * bags and stay. Where they are too few, a wider selection is returned with the name of what was
 * widened, so that an answer can state it.
 */
import { DAY_MS } from '../../../models/airline/calendar'
import { derivation } from '../../../models/runtime/derivation'
import { OTHERS } from '../kinds/itinerary-kinds'
import { withOwners } from '../pool/row-owners'
import type { FareGroupSnapshot } from '../snapshot'
import { itinerariesOf, type LowestDays, lowestDays } from './itinerary-fares'
import { stayBucket } from './stay-buckets'

/** Parts of a question that may be widened, the last one first. */
export const WIDENINGS = ['near_stay', 'any_stay', 'any_stops', 'any_airline', 'any_bags'] as const
export type Widening = (typeof WIDENINGS)[number]

export type GroupQuestion = {
  /** 2 means two or more. */
  readonly stops?: number | undefined
  readonly airline?: string | undefined
  /** At least so many checked bags in the price; 0 requires none, so it selects nothing. */
  readonly bags?: number | undefined
  readonly stayNights?: number | undefined
}

/** Fares that may be compared; a fare group's own snapshot is one. */
export type ComparableGroup = Pick<
  FareGroupSnapshot,
  'cabin' | 'roundTrip' | 'currency' | 'lastObservedAt' | 'windows' | 'senders'
> & { readonly departures: LowestDays }

export type FoundGroup = {
  readonly group: ComparableGroup
  /** Empty when the group matches the whole question. */
  readonly widened: readonly Widening[]
}

/** As many departures give a range; see answers/evidence. */
const FEWEST_DEPARTURES = 5

/** Returns the narrowest group that suffices; the whole fare group always does. */
export function groupFor(
  fareGroup: FareGroupSnapshot,
  question: GroupQuestion,
  suffices: (group: ComparableGroup) => boolean = hasDepartures
): FoundGroup {
  for (const found of groupsFor(fareGroup, question)) {
    if (found.group === fareGroup || suffices(found.group)) return found
  }
  return { group: fareGroup, widened: widenedBy(question, {}) }
}

/** Yields groups from the narrowest to the whole fare group. */
export function* groupsFor(
  fareGroup: FareGroupSnapshot,
  question: GroupQuestion
): Generator<FoundGroup> {
  for (const selection of selectionsOf(question)) {
    const group = groupOf(fareGroup, selection)
    if (group) yield { group, widened: widenedBy(question, selection) }
  }
}

export function hasDepartures({ departures }: ComparableGroup): boolean {
  return Object.keys(departures).length >= FEWEST_DEPARTURES
}

type Selection = {
  readonly stops?: number | undefined
  readonly airline?: string | undefined
  readonly bags?: number | undefined
  readonly stayNights?: number | undefined
  readonly stayBucket?: number | undefined
}

/** Stays are kept by stops alone, so a stay widens airline and bags. */
function* selectionsOf({
  stops,
  airline,
  bags = 0,
  stayNights,
}: GroupQuestion): Generator<Selection> {
  const stopsBand = stops === undefined ? undefined : Math.min(stops, 2)
  const bagsBand = bags === 0 ? undefined : Math.min(bags, 2)
  if (stayNights !== undefined) {
    for (const own of distinct([{ stops: stopsBand }, {}])) {
      yield { ...own, stayNights }
      yield { ...own, stayBucket: stayBucket(stayNights) }
    }
  }
  yield* distinct([
    { stops: stopsBand, airline, bags: bagsBand },
    { stops: stopsBand, airline },
    { stops: stopsBand },
    {},
  ])
}

function distinct(selections: readonly Selection[]): readonly Selection[] {
  return [...new Map(selections.map((each) => [selectionKey(each), each])).values()]
}

function widenedBy(question: GroupQuestion, selection: Selection): Widening[] {
  const isStay = question.stayNights !== undefined && selection.stayNights === undefined
  const isWidened: Readonly<Record<Widening, boolean>> = {
    near_stay: isStay && selection.stayBucket !== undefined,
    any_stay: isStay && selection.stayBucket === undefined,
    any_stops: question.stops !== undefined && selection.stops === undefined,
    any_airline: question.airline !== undefined && selection.airline === undefined,
    any_bags: (question.bags ?? 0) > 0 && selection.bags === undefined,
  }
  return WIDENINGS.filter((widening) => isWidened[widening])
}

/** Groups selected before: the same object again, so that what is derived from it is kept. */
const selectedGroups = derivation(
  (_: FareGroupSnapshot) => new Map<string, ComparableGroup | undefined>()
)

/** Returns undefined where no such itinerary was observed. */
function groupOf(fareGroup: FareGroupSnapshot, selection: Selection): ComparableGroup | undefined {
  const key = selectionKey(selection)
  if (key === '') return fareGroup
  if (!isKnown(fareGroup, selection)) return undefined
  const groups = selectedGroups(fareGroup)
  if (!groups.has(key)) groups.set(key, selected(fareGroup, selection))
  return groups.get(key)
}

/** Excludes airlines outside of the group, so that questions cannot grow the cache. */
function isKnown(fareGroup: FareGroupSnapshot, { airline }: Selection): boolean {
  if (airline === undefined) return true
  if (airline === OTHERS) return false
  return itinerariesOf(fareGroup).kinds.some((kind) => kind.airline === airline)
}

function selected(fareGroup: FareGroupSnapshot, selection: Selection): ComparableGroup | undefined {
  const departures = withOwners(fareGroup, departuresOf(fareGroup, selection))
  const newest = Math.max(...Object.values(departures).map((days) => days.at(-1)?.day ?? 0))
  if (!Number.isFinite(newest)) return undefined
  const { cabin, roundTrip, currency, senders } = fareGroup
  const lastObservedAt = Math.min(fareGroup.lastObservedAt, (newest + 1) * DAY_MS - 1)
  return { cabin, roundTrip, currency, lastObservedAt, windows: {}, senders, departures }
}

function departuresOf(fareGroup: FareGroupSnapshot, selection: Selection): LowestDays {
  const { stops, airline, bags = 0, stayNights, stayBucket: bucket } = selection
  const { kinds, byKind, byStay } = itinerariesOf(fareGroup)
  if (stayNights !== undefined || bucket !== undefined) {
    return lowestDays(
      byStay,
      (fare) =>
        (stops === undefined || fare.stops === stops) &&
        (stayNights === undefined
          ? stayBucket(fare.stayNights) === bucket
          : fare.stayNights === stayNights)
    )
  }
  const isSelected = kinds.map(
    (kind) =>
      (stops === undefined || kind.stops === stops) &&
      (airline === undefined || kind.airline === airline) &&
      kind.bags >= bags
  )
  return lowestDays(byKind, ({ kind }) => isSelected[kind] ?? false)
}

function selectionKey({ stops, airline, bags, stayNights, stayBucket: bucket }: Selection): string {
  const parts = { s: stops, a: airline, b: bags, n: stayNights, u: bucket }
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}${value}`)
    .join(' ')
}
