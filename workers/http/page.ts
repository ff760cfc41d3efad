/** Pages of lists. A list is read one entry beyond its limit, to see whether more follow. */
import { z } from '@hono/zod-openapi'

/** The place after which a page begins, in a list by number. */
export const AfterNumber = z.coerce
  .number()
  .int()
  .optional()
  .openapi({ description: 'The last id of the page before' })

export function limitUpTo(most: number, usual: number) {
  return z.coerce.number().int().min(1).max(most).default(usual)
}

type PageQuery = Readonly<Record<string, string | number | undefined>> & { readonly limit: number }

/** `links.next` is the same query from the last entry on, which `placeOf` names; absent at the end. */
export function pageOf<T>(
  found: readonly T[],
  path: string,
  query: PageQuery,
  placeOf: (last: T) => string | number
): { readonly page: readonly T[]; readonly links: Record<string, string> } {
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  if (found.length <= page.length || last === undefined) return { page, links: {} }
  const given = Object.entries({ ...query, after: placeOf(last) }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  )
  return { page, links: { next: `${path}?${new URLSearchParams(given)}` } }
}
