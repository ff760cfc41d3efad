/** Orphaned code runs by changing the host: the real SDK, unmodified, against a local server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Amadeus from 'amadeus'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FlightChoices } from '../../pipelines/answers/amadeus/amadeus-flight-choice'
import { FlightDates } from '../../pipelines/answers/amadeus/amadeus-flight-dates'
import { AmadeusErrors } from '../../pipelines/answers/amadeus/amadeus-issues'
import { ItineraryPriceMetrics } from '../../pipelines/answers/amadeus/amadeus-price-metrics'
import { freePort } from '../../tools/server/free-port'
import { type Server, startServer } from '../../tools/server/server'
import { inDays, observeMarkets } from './sdk/observed-markets'

const KEY = 'sk_test_sandbox'

let folder = ''
let server: Server
let amadeus: Amadeus

/** The SDK uses TLS only (it ignores `ssl: false`), so its `http` option replaces it. */
const plain = { request: (options: object) => request({ ...options, protocol: 'http:' }) }

function client(clientSecret: string): Amadeus {
  const port = Number(new URL(server.url).port)
  return new Amadeus({ clientId: 'my-app', clientSecret, host: '127.0.0.1', port, http: plain })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-amadeus-'))
  server = await startServer(await freePort(18_500), folder)
  amadeus = client(KEY)
  await observeMarkets({ url: server.url, key: KEY })
}, 60_000)

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test('itinerary price metrics are quartiles in five ranks', async () => {
  const answer = await amadeus.analytics.itineraryPriceMetrics.get({
    originIataCode: 'MAD',
    destinationIataCode: 'MUC',
    departureDate: inDays(20),
    currencyCode: 'EUR',
    oneWay: true,
  })
  expect(answer.statusCode).toBe(200)
  const { data, meta, warnings } = ItineraryPriceMetrics.parse(answer.result)
  expect(warnings).toBeUndefined()
  expect(meta.count).toBe(1)
  expect(data[0]).toMatchObject({
    origin: { iataCode: 'MAD' },
    destination: { iataCode: 'MUC' },
    transportType: 'FLIGHT',
    currencyCode: 'EUR',
    oneWay: true,
  })
  const amounts = data[0]?.priceMetrics.map(({ amount }) => Number(amount)) ?? []
  expect(amounts).toHaveLength(5)
  expect(amounts.toSorted((a, b) => a - b)).toEqual(amounts)
  expect(amounts[2]).toBeGreaterThan(100)
  expect(amounts[2]).toBeLessThan(120)
})

test('without oneWay the metrics are those of return trips', async () => {
  const answer = await amadeus.analytics.itineraryPriceMetrics.get({
    originIataCode: 'MAD',
    destinationIataCode: 'MUC',
    departureDate: inDays(20),
  })
  const [metric] = ItineraryPriceMetrics.parse(answer.result).data
  expect(metric?.oneWay).toBe(false)
  expect(Number(metric?.priceMetrics[0]?.amount)).toBeGreaterThan(180)
})

test('a market without observations is an empty list with the reason as a warning', async () => {
  const answer = await amadeus.analytics.itineraryPriceMetrics.get({
    originIataCode: 'BOS',
    destinationIataCode: 'MUC',
    departureDate: inDays(20),
  })
  const { data, warnings } = ItineraryPriceMetrics.parse(answer.result)
  expect(data).toEqual([])
  expect(warnings?.[0]?.detail).toContain('BOS-MUC')
})

test('flight dates are the cheapest first, with what stood for parameters left out', async () => {
  const answer = await amadeus.shopping.flightDates.get({
    origin: 'MAD',
    destination: 'MUC',
    departureDate: `${inDays(10)},${inDays(12)}`,
    oneWay: true,
  })
  const { data, meta, dictionaries } = FlightDates.parse(answer.result)
  expect(data.map(({ departureDate, price }) => [departureDate, price.total])).toEqual([
    [inDays(10), '100.00'],
    [inDays(11), '101.00'],
    [inDays(12), '102.00'],
  ])
  expect(meta).toMatchObject({ currency: 'EUR', defaults: { nonStop: false, viewBy: 'DATE' } })
  expect(dictionaries).toMatchObject({ currencies: { EUR: 'EURO' }, locations: { MAD: {} } })
})

test('a return trip is returned by date and duration', async () => {
  const answer = await amadeus.shopping.flightDates.get({
    origin: 'MAD',
    destination: 'MUC',
    departureDate: `${inDays(10)},${inDays(11)}`,
    duration: '2,3',
  })
  const { data } = FlightDates.parse(answer.result)
  expect(data).toHaveLength(4)
  expect(data[0]).toMatchObject({ returnDate: inDays(12), price: { total: '202.00' } })
})

test('flight offers come back as they were sent, each with its chance', async () => {
  const offers = [
    flightOffer('1', 120, 'PT2H30M', 0),
    flightOffer('2', 240, 'PT2H40M', 0),
    flightOffer('3', 118, 'PT7H', 1),
  ]
  const broken = { type: 'flight-offer', id: '4', source: 'GDS', itineraries: [] }
  const answer = await amadeus.shopping.flightOffers.prediction.post({ data: [...offers, broken] })
  const { data, meta, warnings } = FlightChoices.parse(answer.result)
  expect(meta.count).toBe(4)
  expect(data.map(({ choiceProbability, ...offer }) => offer)).toEqual([...offers, broken])
  const chances = data.map(({ choiceProbability }) => Number(choiceProbability))
  expect(chances.slice(0, 3).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 3)
  expect(chances[0]).toBe(Math.max(...chances.slice(0, 3)))
  expect(chances[3]).toBeNaN()
  expect(warnings).toHaveLength(1)
})

function flightOffer(id: string, total: number, duration: string, stops: number) {
  const at = (hour: string) => `${inDays(20)}T${hour}:00:00`
  const flight = (number: string, from: string, to: string, leaves: string, lands: string) => ({
    id: number,
    carrierCode: 'IB',
    number,
    numberOfStops: 0,
    departure: { iataCode: from, at: at(leaves) },
    arrival: { iataCode: to, at: at(lands) },
  })
  const segments = stops
    ? [flight('11', 'MAD', 'BCN', '08', '10'), flight('12', 'BCN', 'MUC', '13', '15')]
    : [flight('10', 'MAD', 'MUC', '09', '11')]
  return {
    type: 'flight-offer',
    id,
    source: 'GDS',
    numberOfBookableSeats: 5,
    itineraries: [{ duration, segments }],
    price: { currency: 'EUR', total: `${total}.00`, grandTotal: `${total}.00` },
    validatingAirlineCodes: ['IB'],
    travelerPricings: [
      {
        travelerId: '1',
        fareOption: 'STANDARD',
        travelerType: 'ADULT',
        price: { currency: 'EUR', total: `${total}.00` },
        fareDetailsBySegment: segments.map((segment) => ({
          segmentId: segment.id,
          cabin: 'ECONOMY',
          class: 'Y',
          fareBasis: 'YRT',
        })),
      },
    ],
  }
}

const ways: readonly [string, (sdk: Amadeus) => Promise<unknown>, number, number][] = [
  [
    'a missing parameter',
    (sdk) => sdk.analytics.itineraryPriceMetrics.get({ originIataCode: 'MAD' }),
    400,
    32171,
  ],
  [
    'a code that is no code',
    (sdk) => sdk.shopping.flightDates.get({ origin: 'MADRID', destination: 'MUC' }),
    400,
    477,
  ],
  [
    'a day that is past',
    (sdk) =>
      sdk.shopping.flightDates.get({
        origin: 'MAD',
        destination: 'MUC',
        departureDate: '2020-01-01',
      }),
    400,
    425,
  ],
  [
    'a duration of a one-way trip',
    (sdk) =>
      sdk.shopping.flightDates.get({
        origin: 'MAD',
        destination: 'MUC',
        oneWay: true,
        duration: '3',
      }),
    400,
    2668,
  ],
  [
    'a body without offers',
    (sdk) => sdk.shopping.flightOffers.prediction.post({ data: [] }),
    400,
    477,
  ],
  [
    'dates nobody saw',
    (sdk) => sdk.shopping.flightDates.get({ origin: 'MAD', destination: 'BOS' }),
    404,
    6003,
  ],
]

test.each(ways)('%s is returned as an Amadeus error', async (_, call, status, code) => {
  const error = await call(amadeus).then(
    () => expect.unreachable(),
    (reason) => reason
  )
  expect(error.response.statusCode).toBe(status)
  const { errors } = AmadeusErrors.parse(error.response.result)
  expect(errors.map((each) => each.code)).toContain(code)
})

test('another secret gets no token', async () => {
  const error = await client('sk_test_nobody')
    .shopping.flightDates.get({ origin: 'MAD', destination: 'MUC' })
    .then(
      () => expect.unreachable(),
      (reason) => reason
    )
  expect(error.response).toMatchObject({ statusCode: 401, result: { error: 'invalid_client' } })
})
