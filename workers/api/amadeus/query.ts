/** What parameters of the Amadeus paths look like. */

import { z } from '@hono/zod-openapi'
import { place } from '../../../models/airline/places'

export const Code = z
  .string('is required: three letters')
  .regex(/^[a-zA-Z]{3}$/, 'must be three letters, such as MAD')
  .transform((code) => {
    const capitals = code.toUpperCase()
    return place(capitals)?.code ?? capitals
  })

/** Stays text, so that what was left out can be told from what was said. */
export const Flag = z.enum(['true', 'false'])
