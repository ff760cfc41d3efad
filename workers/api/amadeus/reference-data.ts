/** `GET /v1/reference-data/locations`, its items, and `/airlines`, as Amadeus Self-Service had them. */
import { createRoute, z } from '@hono/zod-openapi'
import { Airlines, airlines } from '../../../pipelines/answers/amadeus/amadeus-airlines'
import { issue } from '../../../pipelines/answers/amadeus/amadeus-issues'
import {
  type LocationLinks,
  Locations,
  locationById,
  locations,
  OneLocation,
  SUB_TYPES,
} from '../../../pipelines/answers/amadeus/amadeus-locations'
import {
  amadeusCaller,
  amadeusContent,
  amadeusData,
  amadeusErrorContent,
  amadeusErrors,
  createAmadeusRouter,
} from './dialect'

const MOST_LOCATIONS = 100
const MOST_CODES = 100

const SubTypes = z
  .string('is required: AIRPORT, CITY or both with a comma')
  .toUpperCase()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(SUB_TYPES)))

const Whole = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number')
  .transform(Number)

const errorsOf = {
  400: amadeusErrorContent('477 INVALID FORMAT, 572 INVALID OPTION, 32171 MANDATORY DATA MISSING'),
  401: amadeusErrorContent('38190 to 38192'),
}

const getLocations = createRoute({
  operationId: 'amadeusLocations',
  method: 'get',
  path: '/v1/reference-data/locations',
  tags: ['Amadeus dialect'],
  summary: 'Airports and cities by keyword',
  description: 'From the table of places; the best match first. `sort` and `view` change nothing.',
  middleware: [amadeusCaller] as const,
  request: {
    query: z.object({
      subType: SubTypes.openapi({
        type: 'string',
        example: 'AIRPORT,CITY',
        description: 'Kinds of place',
      }),
      keyword: z
        .string('is required: the beginning of a name or a code')
        .min(1, 'must not be empty')
        .openapi({ example: 'LON', description: 'The beginning of a name, or a code' }),
      countryCode: z
        .string()
        .regex(/^[a-zA-Z]{2}$/, 'must be two letters, such as GB')
        .toUpperCase()
        .optional()
        .openapi({ description: 'ISO 3166-1 code of the country' }),
      'page[limit]': Whole.optional().openapi({
        type: 'integer',
        description: 'Places of a page, 10 when left out',
      }),
      'page[offset]': Whole.optional().openapi({
        type: 'integer',
        description: 'First place of the page',
      }),
      sort: z.string().optional().openapi({ description: 'Has no effect' }),
      view: z.string().optional().openapi({ description: 'Has no effect' }),
    }),
  },
  responses: { 200: amadeusContent(Locations, 'One page of places'), ...errorsOf },
})

const getLocation = createRoute({
  operationId: 'amadeusLocation',
  method: 'get',
  path: '/v1/reference-data/locations/{id}',
  tags: ['Amadeus dialect'],
  summary: 'One airport or city',
  description: 'By the id of a list: "A" or "C" and the code.',
  middleware: [amadeusCaller] as const,
  request: { params: z.object({ id: z.string().openapi({ example: 'CMUC' }) }) },
  responses: {
    200: amadeusContent(OneLocation, 'The place'),
    401: errorsOf[401],
    404: amadeusErrorContent('1797 NOT FOUND'),
  },
})

const getAirlines = createRoute({
  operationId: 'amadeusAirlines',
  method: 'get',
  path: '/v1/reference-data/airlines',
  tags: ['Amadeus dialect'],
  summary: 'Names of airlines',
  description: 'By IATA code; a code of no airline is a warning.',
  middleware: [amadeusCaller] as const,
  request: {
    query: z.object({
      airlineCodes: z
        .string('is required: codes with commas')
        .toUpperCase()
        .regex(
          /^[A-Z0-9]{2,3}(,[A-Z0-9]{2,3})*$/,
          'must be airline codes with commas, such as BA,TP'
        )
        .transform((text) => [...new Set(text.split(','))])
        .refine((codes) => codes.length <= MOST_CODES, `must be at most ${MOST_CODES} codes`)
        .openapi({ type: 'string', example: 'BA,TP', description: 'IATA codes, with commas' }),
    }),
  },
  responses: { 200: amadeusContent(Airlines, 'Those that are known'), ...errorsOf },
})

export const amadeusReferenceData = createAmadeusRouter()
  .openapi(getLocations, (c) => {
    const { subType, keyword, countryCode, ...page } = c.req.valid('query')
    const limit = Math.min(Math.max(1, page['page[limit]'] ?? 10), MOST_LOCATIONS)
    const found = locations({
      keyword,
      subTypes: subType,
      countryCode,
      limit,
      offset: page['page[offset]'] ?? 0,
      links: linksOf(c.req.url, limit),
      now: c.get('services').now,
    })
    return amadeusData(c, found)
  })
  .openapi(getLocation, (c) => {
    const { id } = c.req.valid('param')
    const found = locationById(id.toUpperCase(), {
      links: linksOf(c.req.url, 1),
      now: c.get('services').now,
    })
    if (!found) return amadeusErrors(c, [issue('unknown-resource', `There is no location ${id}.`)])
    return amadeusData(c, { meta: { links: { self: c.req.url } }, data: found })
  })
  .openapi(getAirlines, (c) => {
    const { airlineCodes } = c.req.valid('query')
    return amadeusData(c, airlines(airlineCodes, c.req.url))
  })

function linksOf(self: string, limit: number): LocationLinks {
  return {
    self,
    ofLocation: (id) => new URL(`/v1/reference-data/locations/${id}`, self).href,
    ofPage: (offset) => {
      const link = new URL(self)
      link.searchParams.set('page[offset]', String(offset))
      link.searchParams.set('page[limit]', String(limit))
      return link.href
    },
  }
}
