/**
 * The reason why a record is refused: its place in the record, the kind of mistake, and the fix.
 */
import { z } from 'zod'

export const REFUSAL_CODES = [
  'malformed',
  'missing',
  'invalid',
  'future',
  'too-old',
  'same-airport',
  'unknown-place',
  'departed',
  'too-far',
  'returns-too-early',
  'unknown-currency',
  'price',
  'too-large',
  'unknown-field',
  'implausible',
  // Codes of documents only:
  'unreadable',
  'no-price',
  'unresolved-reference',
  'no-offers',
  'error-response',
] as const

export const Refusal = z.object({
  /** JSON pointer (RFC 6901) into the record; empty for the record itself. */
  pointer: z.string(),
  code: z.enum(REFUSAL_CODES),
  detail: z.string(),
})
export type Refusal = z.infer<typeof Refusal>

/** A record with a thousand bad offers reports ten of them. */
export const MAX_REFUSALS = 10

export function refusalsOfIssues({ issues }: z.ZodError, record: unknown): Refusal[] {
  return issues.slice(0, MAX_REFUSALS).map(({ path, message }) => {
    const pointer = pointerOf(path)
    return valueAt(record, path) === undefined
      ? { pointer, code: 'missing', detail: `is missing: ${message}` }
      : { pointer, code: 'invalid', detail: message }
  })
}

/** JSON pointer (RFC 6901) of a path of names and positions; empty for the whole. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value instanceof Object ? Reflect.get(value, key) : undefined),
    record
  )
}
