/**
 * Trips in a body: each has the fields of a trip in a query, with numbers where a query has digits,
 * and is validated separately.
 */
import { z } from '@hono/zod-openapi'
import { marketOf } from '../../../models/airline/market'
import type { InsightQuestion } from '../../../pipelines/answers/evidence/question'
import { namesOf, unknownNames, withoutAliases } from '../../../pipelines/wire/known-names'
import type { ProblemError } from '../../http/problem'
import type { createRouter } from '../../http/router'
import { InsightQuery, insightObjections, insightQuestionOf } from './insight-query'
import { endsDiffer, SAME_ENDS } from './trip-query'

export const MAX_ITEMS = 500
const MAX_ID = 128

const AnyId = z.string().max(MAX_ID).optional().openapi({ description: 'Yours; comes back' })

const TripItem = InsightQuery.extend({ id: AnyId }).refine(endsDiffer, SAME_ENDS)

/** Registers the schema that the reference shows for each item. */
export function registerTripItem({ openAPIRegistry }: ReturnType<typeof createRouter>): void {
  openAPIRegistry.register('TripItem', TripItem)
}

/** Items are validated one by one, so that an invalid one does not reject the others. */
export const TripItems = z
  .object({
    items: z
      .array(z.unknown())
      .min(1, 'must hold an item')
      .max(MAX_ITEMS, `must hold at most ${MAX_ITEMS} items`)
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/TripItem' } }),
  })
  .openapi('TripItems')

export type ReadItem = { readonly index: number; readonly id?: string | undefined } & (
  | { readonly question: InsightQuestion }
  | { readonly errors: readonly ProblemError[] }
)

export function readTripItem(item: unknown, index: number, now: number): ReadItem {
  const unknown = unknownNames(TripItem, item)
  if (unknown.length > 0) {
    const errors = unknown.map(({ path, detail }) => errorAt(index, path.join('/'), detail))
    return { index, id: idOf(item), errors }
  }
  const parsed = TripItem.safeParse(digitsOf(item))
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) =>
      errorAt(index, path.map(String).join('/'), message)
    )
    return { index, id: idOf(item), errors }
  }
  const { origin, destination, id, ...trip } = parsed.data
  const question = insightQuestionOf(marketOf(origin, destination), trip, now)
  const errors = insightObjections(question).map(({ pointer, detail }) =>
    errorAt(index, pointer.slice(1), detail)
  )
  return errors.length > 0 ? { index, id, errors } : { index, id, question }
}

function errorAt(index: number, field: string, detail: string): ProblemError {
  return { pointer: `/items/${index}${field && `/${field}`}`, location: 'body', detail }
}

/** A query has only text; a number or flag of JSON becomes the same text. */
function digitsOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  const given = Object.entries(item).filter(([, value]) => value !== null)
  const digits = Object.fromEntries(
    given.map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ])
  )
  return withoutAliases(digits, namesOf(TripItem) ?? [])
}

function idOf(item: unknown): string | undefined {
  const read = z.object({ id: AnyId }).safeParse(item)
  return read.success ? read.data.id : undefined
}
