/**
 * The fares of a question's own kind: its stops, airline, bags and stay. Where too few of them were
 * observed, a wider group answers and the evidence names what was widened.
 */
import { dayNumberAt, daysBetween } from '../../../models/airline/calendar'
import {
  type ComparableGroup,
  type FoundGroup,
  type GroupQuestion,
  groupFor,
  groupsFor,
  type Widening,
} from '../../market/groups/group-for'
import type { FareGroupSnapshot } from '../../market/snapshot'
import { comparablesOf } from './comparables'
import type { InsightQuestion } from './question'

type Narrowing = Pick<InsightQuestion, 'departureDate' | 'returnDate' | 'itinerary'>

export function groupQuestion({ departureDate, returnDate, itinerary }: Narrowing): GroupQuestion {
  return {
    stops: itinerary?.stops,
    airline: itinerary?.airline,
    bags: itinerary?.bagsIncluded,
    stayNights: returnDate === undefined ? undefined : daysBetween(departureDate, returnDate),
  }
}

/** How far the group of a question was widened; empty lists where its own fares sufficed. */
export type EvidenceGroup = GroupQuestion & {
  /** For the typical range. */
  readonly compared: readonly Widening[]
  /** For the lowest price and the history. */
  readonly lowest: readonly Widening[]
}

/** Returns undefined for a question that selects no kind of itinerary. */
export function evidenceGroup(
  question: Narrowing,
  compared: FoundGroup,
  observed: FoundGroup
): EvidenceGroup | undefined {
  const own = groupQuestion(question)
  if (Object.values(own).every((value) => value === undefined)) return undefined
  return { ...own, compared: compared.widened, lowest: observed.widened }
}

/** Returns the narrowest group with enough departures at a similar number of days ahead. */
export function comparedGroup(
  fareGroup: FareGroupSnapshot,
  question: InsightQuestion,
  at: number
): FoundGroup {
  const { daysToDeparture } = question
  return groupFor(
    fareGroup,
    groupQuestion(question),
    (group) => comparablesOf(group, daysToDeparture, at) !== undefined
  )
}

/** Returns the narrowest group in which the departure itself was observed. */
export function observedGroup(
  fareGroup: FareGroupSnapshot,
  question: Narrowing,
  at: number
): FoundGroup {
  return groupFor(fareGroup, groupQuestion(question), ({ departures }) =>
    (departures[question.departureDate] ?? []).some(({ day }) => day <= dayNumberAt(at))
  )
}

/** Returns the group that matches the whole question; undefined where no such fare was observed. */
export function exactGroup(
  fareGroup: FareGroupSnapshot,
  question: GroupQuestion
): ComparableGroup | undefined {
  for (const { group, widened } of groupsFor(fareGroup, question)) {
    return widened.length === 0 ? group : undefined
  }
  return undefined
}

/** A price is compared with fares of as many stops and of the same airline, or with none. */
export function isLikeWithLike(
  compared: Pick<FoundGroup, 'widened'>,
  judged: Pick<FoundGroup, 'widened'>
): boolean {
  return (['any_stops', 'any_airline'] as const).every(
    (widening) => compared.widened.includes(widening) === judged.widened.includes(widening)
  )
}

const WIDENED_TEXT = {
  near_stay: 'stays of a similar length',
  any_stay: 'stays of any length',
  any_stops: 'any number of stops',
  any_airline: 'any airline',
  any_bags: 'fares with any number of bags',
} as const

/** Returns an empty text for a group that matches the whole question. */
export function widenedText({ widened }: Pick<FoundGroup, 'widened'>): string {
  if (widened.length === 0) return ''
  return ` Widened to ${widened.map((each) => WIDENED_TEXT[each]).join(' and ')}: its own kind has too few.`
}
