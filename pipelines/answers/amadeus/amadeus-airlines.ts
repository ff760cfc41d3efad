/** Airline Code Lookup 1.1: names of airlines by IATA code. */
import { z } from 'zod'
import { airlineName } from '../../../models/airline/airlines'
import { AmadeusWarning, warning } from './amadeus-issues'

const Airline = z.object({
  type: z.literal('airline'),
  iataCode: z.string(),
  businessName: z.string(),
  commonName: z.string(),
})

export const Airlines = z
  .object({
    meta: z.object({ count: z.int(), links: z.object({ self: z.string() }) }),
    data: z.array(Airline),
    warnings: z.array(AmadeusWarning).optional(),
  })
  .meta({ id: 'AmadeusAirlines' })
export type Airlines = z.infer<typeof Airlines>

/** An unknown code is named in a warning. */
export function airlines(codes: readonly string[], self: string): Airlines {
  const data = codes.flatMap((iataCode) => {
    const name = airlineName(iataCode)?.toUpperCase()
    if (name === undefined) return []
    return [{ type: 'airline' as const, iataCode, businessName: name, commonName: name }]
  })
  const known = new Set(data.map(({ iataCode }) => iataCode))
  const unknown = codes.filter((code) => !known.has(code))
  const warnings = unknown.map((code) => warning('not-found', `No airline has the code ${code}`))
  return {
    meta: { count: data.length, links: { self } },
    data,
    ...(warnings.length > 0 && { warnings }),
  }
}
