/**
 * Compares the names that a request sends with those that its schema knows. Unknown names are refused
 * with the nearest known one: a misspelt name that is ignored changes the answer without notice.
 */
import { z } from 'zod'
import { nearestName } from './nearest-name'

/** Words of the native event for fields that questions name otherwise. */
export const ALIASES: Readonly<Record<string, string>> = {
  cabin_class: 'cabin',
  origin_airport: 'origin',
  destination_airport: 'destination',
  number_of_passengers: 'adults',
}

export type NameProblem = {
  /** The path of the unknown name. */
  readonly path: readonly (string | number)[]
  readonly detail: string
}

/** Returns undefined for a schema without names, and for one that accepts any name. */
export function namesOf(schema: z.ZodType | undefined): readonly string[] | undefined {
  const objects = objectsIn(schema)
  if (!objects || objects.length === 0) return undefined
  return [...new Set(objects.flatMap(({ shape }) => Object.keys(shape)))]
}

export function aliasesFor(known: readonly string[]): ReadonlyMap<string, string> {
  const usable = Object.entries(ALIASES).filter(
    ([alias, name]) => known.includes(name) && !known.includes(alias)
  )
  return new Map(usable)
}

/** Returns a fault in words for a name that is not known; undefined for a known one. */
export function faultOfName(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || aliasesFor(known).has(name)) return undefined
  const nearest = likeliestName(name, known)
  if (nearest) return `is not a known name; did you mean "${nearest}"?`
  return known.length > 0
    ? `is not a known name; send one of ${known.join(', ')}`
    : 'is not a known name; send none here'
}

/** Looks at every level of a JSON value. A value that does not fit the schema is left to validation. */
export function unknownNames(
  schema: z.ZodType | undefined,
  value: unknown,
  path: readonly (string | number)[] = []
): readonly NameProblem[] {
  if (Array.isArray(value)) {
    const element = elementOf(schema)
    return element ? value.flatMap((each, at) => unknownNames(element, each, [...path, at])) : []
  }
  if (typeof value !== 'object' || value === null) return []
  const objects = objectsIn(schema)
  const known = namesOf(schema)
  if (!objects || !known) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const detail = faultOfName(name, known)
    if (detail) return [{ path: [...path, name], detail }]
    const own = objects.find(({ shape }) => name in shape)?.shape[name]
    return unknownNames(own instanceof z.ZodType ? own : undefined, inner, [...path, name])
  })
}

/** Writes the known name for an alias; a name sent twice keeps both, so that it can be refused. */
export function withoutAliases(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[]
): Record<string, unknown> {
  const aliases = aliasesFor(known)
  const renamed = Object.entries(value).map(([name, inner]) => {
    const current = aliases.get(name)
    return [current !== undefined && !(current in value) ? current : name, inner] as const
  })
  return Object.fromEntries(renamed)
}

function likeliestName(name: string, known: readonly string[]): string | undefined {
  const plain = plainName(name)
  const byPlain = new Map(
    [...known, ...aliasesFor(known).keys()].map((each) => [plainName(each), each])
  )
  const exact = byPlain.get(plain) ?? byPlain.get(nearestName(plain, byPlain.keys()) ?? '')
  if (exact) return exact
  if (plain.length < 4) return undefined
  return known.find((each) => plainName(each).includes(plain) || plain.includes(plainName(each)))
}

/** "departureDate", "departure-date" and "departure_date" are one word. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Returns the object schemas that a value may have; undefined where any name is accepted. */
function objectsIn(schema: z.ZodType | undefined): readonly z.ZodObject[] | undefined {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodObject) {
    const { catchall } = inner.def
    return catchall === undefined || catchall instanceof z.ZodNever ? [inner] : undefined
  }
  if (inner instanceof z.ZodUnion) return together(inner.options)
  if (inner instanceof z.ZodIntersection) return together([inner.def.left, inner.def.right])
  if (inner instanceof z.ZodRecord || inner instanceof z.ZodUnknown || inner instanceof z.ZodAny) {
    return undefined
  }
  return []
}

function together(schemas: readonly unknown[]): readonly z.ZodObject[] | undefined {
  const all = schemas.map((each) => (each instanceof z.ZodType ? objectsIn(each) : []))
  return all.includes(undefined) ? undefined : all.flatMap((objects) => objects ?? [])
}

function elementOf(schema: z.ZodType | undefined): z.ZodType | undefined {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodArray) {
    return inner.element instanceof z.ZodType ? inner.element : undefined
  }
  if (!(inner instanceof z.ZodUnion)) return undefined
  const lists = inner.options.map((each) =>
    each instanceof z.ZodType ? elementOf(each) : undefined
  )
  return lists.find((each) => each !== undefined)
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let inner: unknown = schema
  for (;;) {
    if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodNullable ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodCatch ||
      inner instanceof z.ZodReadonly
    ) {
      inner = inner.def.innerType
    } else if (inner instanceof z.ZodPipe) {
      // A preprocess step has no names of its own: the schema that follows it states them.
      inner = inner.def.in instanceof z.ZodTransform ? inner.def.out : inner.def.in
    } else {
      return inner instanceof z.ZodType ? inner : undefined
    }
  }
}
