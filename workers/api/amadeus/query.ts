/** Parameters of the Amadeus paths. */

import { z } from '@hono/zod-openapi'
import { place } from '../../../models/airline/places'

export const Code = z
  .string('is required: three letters')
  .regex(/^[a-zA-Z]{3}$/, 'must be three letters, such as MAD')
  .transform((code) => {
    const capitals = code.toUpperCase()
    return place(capitals)?.code ?? capitals
  })

const FLAGS = ['true', 'false', '1', '0', 'yes', 'no'] as const
const TRUE: readonly string[] = ['true', '1', 'yes']

/**
 * A boolean as clients of several languages write it: Python sends "True". It stays text, so that
 * an absent parameter differs from one that was sent.
 */
export const Flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(FLAGS))
  .transform((flag) => (TRUE.includes(flag) ? ('true' as const) : ('false' as const)))
  .openapi({ type: 'string', enum: ['true', 'false'] })
