import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { Airlines } from '../../../pipelines/answers/amadeus/amadeus-airlines'
import { DirectDestinations } from '../../../pipelines/answers/amadeus/amadeus-destinations'
import { AmadeusErrors } from '../../../pipelines/answers/amadeus/amadeus-issues'
import { Locations, OneLocation } from '../../../pipelines/answers/amadeus/amadeus-locations'
import { putKeys, READ_SCOPES } from '../../build/keys'
import { offer, search } from '../../build/native-events'
import { addKeys, ask, post } from '../../build/sandbox'

const TYPE = 'application/vnd.amadeus+json'

const read = async (path: string, init: Parameters<typeof ask>[1] = {}) => {
  const response = await ask(path, init)
  expect(response.headers.get('content-type')).toBe(TYPE)
  return { status: response.status, body: await response.json(), headers: response.headers }
}
const errorsOf = (body: unknown) => AmadeusErrors.parse(body).errors.map(({ code }) => code)

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await addKeys()
})

describe('reference data', () => {
  test('locations are cities and airports by keyword', async () => {
    const { body } = await read(
      '/v1/reference-data/locations?subType=CITY,AIRPORT&keyword=LOND&page[limit]=3'
    )
    const { data, meta } = Locations.parse(body)
    expect(data.map(({ id }) => id)).toEqual(['CLON', 'ALHR', 'ALGW'])
    expect(data[1]).toMatchObject({
      subType: 'AIRPORT',
      iataCode: 'LHR',
      timeZoneOffset: '+00:00',
      address: {
        cityName: 'LONDON',
        cityCode: 'LON',
        countryName: 'UNITED KINGDOM',
        countryCode: 'GB',
      },
    })
    expect(meta.count).toBeGreaterThan(3)
    expect(meta.links.next).toContain('page%5Boffset%5D=3')
  })

  test('a city with one airport is both, and each is found by its id', async () => {
    const { body } = await read('/v1/reference-data/locations?subType=CITY,AIRPORT&keyword=MUC')
    const ids = Locations.parse(body).data.map(({ id }) => id)
    expect(ids.slice(0, 2)).toEqual(['CMUC', 'AMUC'])
    const one = await read('/v1/reference-data/locations/CMUC')
    expect(OneLocation.parse(one.body).data).toMatchObject({ subType: 'CITY', name: 'MUNICH' })
    expect((await read('/v1/reference-data/locations/XMUC')).status).toBe(404)
  })

  test('airlines are named, an unknown code is a warning', async () => {
    const { body } = await read('/v1/reference-data/airlines?airlineCodes=TP,ba,X0')
    const { data, warnings } = Airlines.parse(body)
    expect(data.map(({ iataCode }) => iataCode)).toEqual(['TP', 'BA'])
    expect(warnings).toHaveLength(1)
  })

  test('direct destinations are those of observed non-stop offers', async () => {
    const events = [
      ['OPO', 'GVA', 0],
      ['OPO', 'ORY', 0],
      ['OPO', 'JFK', 1],
      ['GVA', 'OPO', 0],
    ].map(([origin, destination, stops], place) =>
      search({
        search_id: `dd-${place}`,
        origin_airport: origin,
        destination_airport: destination,
        price_offers: [offer({ stops, duration_minutes: undefined })],
      })
    )
    expect((await post(events)).status).toBe(202)
    const codes = async (more = '') => {
      const { body } = await read(`/v1/airport/direct-destinations?departureAirportCode=OPO${more}`)
      return DirectDestinations.parse(body)
        .data.map(({ iataCode }) => iataCode)
        .sort()
    }
    await vi.waitFor(async () => expect(await codes()).toEqual(['GVA', 'ORY']), {
      timeout: 20_000,
      interval: 200,
    })
    expect(await codes('&arrivalCountryCode=FR')).toEqual(['ORY'])
  })
})

describe('the boundary of the dialect', () => {
  test.each([
    ['/v2/shopping/flight-offers?originLocationCode=SYD', 'GET'],
    ['/v1/shopping/flight-offers/pricing', 'POST'],
    ['/v1/booking/flight-orders', 'POST'],
    ['/v1/reference-data/recommended-locations?cityCodes=PAR', 'GET'],
    ['/v1/airport/predictions/on-time', 'GET'],
    ['/v1/travel/analytics/air-traffic/booked', 'GET'],
    ['/v2/schedule/flights', 'GET'],
    ['/v3/shopping/hotel-offers', 'GET'],
    ['/v1/shopping/flight-dates', 'DELETE'],
  ])('%s is not served, in the form of Amadeus', async (path, method) => {
    const { status, body } = await read(path, { method, ...(method === 'POST' && { body: '{}' }) })
    expect({ status, codes: errorsOf(body) }).toEqual({ status: 404, codes: [38196] })
  })

  test('a caller without a key is turned away there as everywhere', async () => {
    const response = await exports.default.fetch('https://fareline.test/v2/shopping/flight-offers')
    expect(response.status).toBe(401)
    expect(errorsOf(await response.json())).toEqual([38191])
  })

  test('paths of our own keep their own form', async () => {
    const response = await ask('/v1/nothing')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('parameters of other languages', () => {
  const path = '/v1/shopping/flight-dates?origin=OPO&destination=BCN'

  test.each(['True', 'TRUE', 'true', '1'])('oneWay=%s is a boolean', async (flag) => {
    const { status, body } = await read(`${path}&oneWay=${flag}`)
    expect({ status, codes: errorsOf(body) }).toEqual({ status: 404, codes: [6003] })
  })

  test('another word is refused with its options', async () => {
    expect(errorsOf((await read(`${path}&oneWay=maybe`)).body)).toEqual([572])
  })
})

describe('a departure of years ago', () => {
  const path = '/v1/shopping/flight-dates?origin=OPO&destination=BCN&departureDate=2021-06-01'

  test('runs at a clock before it where the account allows it', async () => {
    await putKeys([{ id: 's', key: 'sk_test_samples', scopes: READ_SCOPES, account: 'samples' }])
    const insert = 'INSERT INTO accounts (id, created_at, sample_clock) VALUES (?, 0, 1)'
    await env.DB.prepare(insert).bind('samples').run()
    const response = await exports.default.fetch(`https://fareline.test${path}`, {
      headers: { authorization: 'Bearer sk_test_samples' },
    })
    expect(response.headers.get('fareline-now')).toBe('2021-05-02T00:00:00.000Z')
    expect(errorsOf(await response.json())).toEqual([6003])
  })

  test('is refused elsewhere', async () => {
    const response = await exports.default.fetch(`https://fareline.test${path}`, {
      headers: { authorization: 'Bearer sk_test_all' },
    })
    expect(errorsOf(await response.json())).toEqual([425])
  })
})
