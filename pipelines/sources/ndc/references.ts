/** References between the parts of an NDC document: one in an element, or several in one text. */
import { text } from '../document/json-value'
import { words } from '../xml/xml-value'
import { at, descendants, nameSet } from './names'

export const JOURNEYS = nameSet(
  'PaxJourneyRefID',
  'FlightRef',
  'FlightRefs',
  'FlightReference',
  'FlightReferences'
)
export const SEGMENTS = nameSet(
  'PaxSegmentRefID',
  'SegmentRef',
  'SegmentRefs',
  'SegmentReference',
  'SegmentReferences',
  'FlightSegmentReference'
)
export const PASSENGERS = nameSet(
  'PaxRefID',
  'PassengerRef',
  'PassengerRefs',
  'PassengerReference',
  'PassengerReferences',
  'TravelerReference',
  'TravelerReferences'
)

export type Found<T> = { readonly id: string; readonly value: T }
export const BAGS = nameSet(
  'BaggageAllowanceRef',
  'BaggageAllowanceRefID',
  'CheckedBagReference',
  'CheckedBagReferences'
)
/** The id stands in a child of the reference in newer versions, in its text before. */
export const SERVICE_IDS = nameSet('ServiceDefinitionRefID')
export const SERVICES = nameSet('ServiceDefinitionRef')

/** The elements found, each once and in the document's order; or the reference without a target. */
export type Resolved<T> = { readonly found: readonly Found<T>[] } | { readonly missing: string }

/**
 * References in one text are split only when they are resolved: an id of newer versions may contain
 * spaces.
 */
export function refsIn(value: unknown, names: ReadonlySet<string>): readonly string[] {
  const written = descendants(value, names).flatMap((each): readonly string[] => {
    const id = words(each) ?? text(at(each, 'ref'))
    // A reference of newer versions is an element around its id.
    return id === undefined ? refsIn(each, names) : [id]
  })
  return [...new Set(written)]
}

export function resolve<T>(list: ReadonlyMap<string, T>, refs: readonly string[]): Resolved<T> {
  const found = new Map<string, Found<T>>()
  for (const id of refs.flatMap((ref) => (list.has(ref) ? [ref] : ref.split(/\s+/)))) {
    const value = list.get(id)
    if (value === undefined) return { missing: id }
    found.set(id, { id, value })
  }
  return { found: [...found.values()] }
}
