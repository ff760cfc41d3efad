/** Calls a server with the Amadeus SDK for Node, unmodified; it speaks TLS only. */
import { Agent, request } from 'node:https'
import Amadeus from 'amadeus'
import { z } from 'zod'

export type Outcome = {
  readonly call: string
  readonly status: number
  readonly items?: number | undefined
  readonly code?: number | undefined
}
export type SdkTarget = {
  readonly host: string
  readonly port: number
  readonly key: string
  readonly otherKey: string
  readonly day: string
}

const Failure = z.object({
  response: z.object({
    statusCode: z.number(),
    result: z.object({
      code: z.number().optional(),
      errors: z.array(z.object({ code: z.number() })).optional(),
    }),
  }),
})

export async function callWithNode(
  { host, port, key, otherKey, day }: SdkTarget,
  certificate: Buffer
): Promise<Outcome[]> {
  const agent = new Agent({ ca: certificate })
  const http = { request: (options: object) => request({ ...options, agent }) }
  const client = (clientSecret: string) =>
    new Amadeus({ clientId: 'my-app', clientSecret, host, port, http })
  const amadeus = client(key)
  const trip = { origin: 'MAD', destination: 'MUC' }
  const calls: Record<string, () => Promise<{ statusCode: number; data: unknown }>> = {
    metrics: () =>
      amadeus.analytics.itineraryPriceMetrics.get({
        originIataCode: 'MAD',
        destinationIataCode: 'MUC',
        departureDate: day,
        currencyCode: 'EUR',
        oneWay: true,
      }),
    'one-way dates': () => amadeus.shopping.flightDates.get({ ...trip, oneWay: true }),
    dates: () => amadeus.shopping.flightDates.get(trip),
    locations: () =>
      amadeus.referenceData.locations.get({ keyword: 'MUC', subType: 'CITY,AIRPORT' }),
    airlines: () => amadeus.referenceData.airlines.get({ airlineCodes: 'BA,TP' }),
    destinations: () => amadeus.airport.directDestinations.get({ departureAirportCode: 'MAD' }),
    'not observed': () => amadeus.shopping.flightDates.get({ ...trip, destination: 'BOS' }),
    past: () => amadeus.shopping.flightDates.get({ ...trip, departureDate: '2020-01-01' }),
    'not served': () =>
      amadeus.shopping.flightOffersSearch.get({
        originLocationCode: 'MAD',
        destinationLocationCode: 'MUC',
        departureDate: day,
        adults: 1,
      }),
    'another secret': () => client(otherKey).shopping.flightDates.get(trip),
  }
  const outcomes: Outcome[] = []
  for (const [call, ask] of Object.entries(calls)) {
    const outcome = await ask().then(
      ({ statusCode: status, data }) => ({
        call,
        status,
        items: Array.isArray(data) ? data.length : 0,
      }),
      (error: unknown) => {
        const { statusCode: status, result } = Failure.parse(error).response
        return { call, status, code: result.errors?.[0]?.code ?? result.code }
      }
    )
    outcomes.push(outcome)
  }
  return outcomes
}
