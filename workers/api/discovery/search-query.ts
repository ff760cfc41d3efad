/** Parameters that the lists of places and markets share. */
import { z } from '@hono/zod-openapi'

export const SearchText = z
  .string('is required: a code or the beginning of a name, such as lis')
  .trim()
  .min(1, 'must not be empty: a code or the beginning of a name, such as lis')
  .max(80, 'must be at most 80 characters')
  .openapi({ example: 'lisbon', description: 'A code, or the beginning of words of a name' })

export function limitOf(most: number, usual: number) {
  const message = `must be a whole number from 1 to ${most}`
  return z
    .string()
    .regex(/^\d{1,4}$/, message)
    .transform(Number)
    .pipe(z.int().min(1, message).max(most, message))
    .default(usual)
    .openapi({ type: 'integer', minimum: 1, maximum: most, default: usual })
}
