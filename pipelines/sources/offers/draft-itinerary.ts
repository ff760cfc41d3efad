/** Puts flights into the order flown and cuts them into directions where the document does not. */
import { elapsedMinutes } from './elapsed'
import type { DirectionDraft, SegmentDraft } from './offer-draft'

/**
 * Flights that end where they began are outbound and return; the longest stay on the ground divides
 * them.
 */
export function directionsOf(direction: DirectionDraft): readonly DirectionDraft[] {
  const { segments } = direction
  const [first, last] = [segments[0], segments.at(-1)]
  if (segments.length < 2 || first?.origin === undefined || first.origin !== last?.destination) {
    return [direction]
  }
  const stays = segments.slice(1).map((next, place) => groundMinutes(segments[place], next))
  const longest = stays.reduce((most, stay) => Math.max(most, stay))
  const turn = stays.indexOf(longest) + 1
  return [{ segments: segments.slice(0, turn) }, { segments: segments.slice(turn) }]
}

function groundMinutes(landed: SegmentDraft | undefined, next: SegmentDraft): number {
  const minutes = elapsedMinutes(
    { airport: landed?.destination ?? '', at: landed?.arrivalAt },
    { airport: next.origin ?? '', at: next.departureAt }
  )
  return minutes ?? 0
}

/** Local times of one place or of far ones: flights of one traveller do not overlap. */
export function byDeparture(a: DirectionDraft, b: DirectionDraft): number {
  const [one = '', other = ''] = [a, b].map(({ segments }) => segments[0]?.departureAt ?? '')
  return one < other ? -1 : Number(one > other)
}
