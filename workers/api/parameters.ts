/** Descriptions of parameters that mean the same on every route, given to those without their own. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../http/app-env'

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  airline: 'IATA code of the airline',
  cabin: 'Cabin of the fares',
  check: 'Name of a check, such as completeness.flight_number',
  currencyCode: 'ISO 4217 code of the currency of the amounts',
  departureDate: 'Day of departure, YYYY-MM-DD, or two of them with a comma',
  departure_at: 'Local time of departure, to single out one flight',
  destination: 'IATA code of the airport or city of arrival',
  destinationIataCode: 'IATA code of the airport or city of arrival',
  duration: 'Days of the stay, or two numbers with a comma',
  flight_number: 'Number of the flight, without the airline',
  id: 'The id that an earlier answer gave',
  limit: 'The most entries of one page',
  iata: 'IATA code of an airport, such as LIS',
  market: 'Directed pair of places, such as LIS-JFK',
  maxPrice: 'The highest price to show, in whole units of the currency',
  model: 'Name of a model, as /v1/models lists it',
  name: 'Name as the list shows it',
  nonStop: 'Only flights without a stop',
  oneWay: 'One-way trips in place of round trips',
  origin: 'IATA code of the airport or city of departure',
  originIataCode: 'IATA code of the airport or city of departure',
  scope: 'One market, or "all"',
  status: 'Only entries of this status',
  table: '"raw" or the name of a curated table',
  viewBy: 'The group of which the cheapest is shown',
}

/** Changes the document in place: a route's own description of a parameter stays. */
export function describeParameters(document: Document): Document {
  const parameters = Object.values(document.paths ?? {})
    .flatMap((path) => [path.get, path.post, path.put, path.delete, path.patch])
    .flatMap((operation) => operation?.parameters ?? [])
  for (const parameter of parameters) {
    if ('$ref' in parameter) continue
    const { schema, name } = parameter
    const ownText = schema && 'description' in schema ? schema.description : undefined
    const text = parameter.description ?? ownText ?? DESCRIPTIONS[name]
    if (text) parameter.description = text
  }
  return document
}
