/** The map of a CSV feed's columns, as a request declares it. */

import { FeedMap } from '../../../pipelines/sources/csv/feed-csv-map'
import { pointerOf } from '../../../pipelines/wire/refusal'
import type { ProblemError } from '../../http/problem'

export type Columns =
  | { readonly map: FeedMap | undefined }
  | { readonly detail: string; readonly errors: readonly ProblemError[] }

export function readColumns(
  given: string | undefined,
  { name, location }: { readonly name: string; readonly location: 'query' | 'header' }
): Columns {
  if (given === undefined) return { map: undefined }
  const refuse = (
    errors: readonly { readonly at: string; readonly detail: string }[]
  ): Columns => ({
    detail: `${name}: ${errors[0]?.detail}`,
    errors: errors.map(({ at, detail }) => ({ pointer: `/${name}${at}`, location, detail })),
  })
  let json: unknown
  try {
    json = JSON.parse(given)
  } catch {
    return refuse([{ at: '', detail: 'must be JSON, such as {"fields":{"price":"fare"}}' }])
  }
  const parsed = FeedMap.safeParse(json)
  if (parsed.success) return { map: parsed.data }
  return refuse(
    parsed.error.issues.map(({ path, message }) => ({
      at: pointerOf(path),
      detail: `${path.join('.')} ${message}`.trim(),
    }))
  )
}
