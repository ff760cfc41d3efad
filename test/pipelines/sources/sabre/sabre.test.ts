import { describe, expect, it } from 'vitest'
import { sabre } from '../../../../pipelines/sources/sabre/sabre'
import {
  context,
  offersIn,
  refusalsAtDoor,
  sabreClassic,
  sabreGrouped,
  sabreItinerary,
} from '../../../build/documents'

const read = (document: unknown) => sabre.read(document, context)

describe('sabre grouped itineraries', () => {
  const root = sabreGrouped.groupedItineraryResponse
  const withRoot = (change: object) => ({ groupedItineraryResponse: { ...root, ...change } })

  it('resolves flights by id, in whatever order they are listed', () => {
    const result = read(sabreGrouped)
    expect(result.problems).toEqual([])
    expect(result.events[0]).toMatchObject({
      origin_airport: 'DFW',
      destination_airport: 'SFO',
      departure_date: '2027-10-01',
      return_date: '2027-10-08',
      number_of_passengers: 3,
      currency: 'USD',
      cabin_class: 'economy',
    })
    expect(offersIn(result)[0]).toMatchObject({
      airline: 'AA',
      flight_number: 'AA901',
      operating_airline: 'MQ',
      price: 210.25,
      base_price: 180,
      taxes: 30.25,
      total_price: 600.5,
      stops: 1,
      duration_minutes: 470,
      seats_remaining: 4,
      bags_included: 1,
      fare_basis: 'NVAKZNN1',
      passenger_prices: [
        { passenger_type: 'adult', count: 2, price: 210.25 },
        { passenger_type: 'child', count: 1, price: 180, base_price: 160, taxes: 20 },
      ],
    })
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('dates flights by the leg and the days adjusted', () => {
    const segments = offersIn(read(sabreGrouped))[0]?.segments ?? []
    expect(segments.map(({ departure_at, arrival_at }) => [departure_at, arrival_at])).toEqual([
      ['2027-10-01T21:00:00', '2027-10-01T23:20:00'],
      ['2027-10-02T00:30:00', '2027-10-02T02:50:00'],
      ['2027-10-08T09:00:00', '2027-10-08T14:30:00'],
    ])
    expect(segments.map(({ rbd, fare_basis }) => [rbd, fare_basis])).toEqual([
      ['N', 'NVAKZNN1'],
      ['N', 'NVAKZNN1'],
      ['S', 'SVAKZNN1'],
    ])
  })

  it.each(['legDescs', 'scheduleDescs', 'fareComponentDescs', 'baggageAllowanceDescs'])(
    'names the reference into %s that leads nowhere',
    (list) => {
      expect(read(withRoot({ [list]: [] })).problems).toEqual([
        {
          code: 'unresolved-reference',
          pointer: '/groupedItineraryResponse/itineraryGroups/0/itineraries/0/pricingInformation/0',
          detail: expect.stringContaining(`${list} has no id`),
        },
      ])
    }
  )

  it('makes an offer of every pricing, and a problem of one that is sold out', () => {
    const [group] = root.itineraryGroups
    const [itinerary] = group?.itineraries ?? []
    const [pricing] = itinerary?.pricingInformation ?? []
    const pricingInformation = [pricing, { soldOut: { status: 'U' } }, pricing]
    const itineraryGroups = [{ ...group, itineraries: [{ ...itinerary, pricingInformation }, {}] }]
    const result = read(withRoot({ itineraryGroups }))
    expect(offersIn(result)).toHaveLength(2)
    expect(result.problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['no-price', 'sold out: U'],
      ['no-price', 'has no pricingInformation'],
    ])
  })

  it('understands an empty answer and an error', () => {
    expect(read(withRoot({ itineraryGroups: [] })).problems[0]?.code).toBe('no-offers')
    const messages = [{ severity: 'Error', type: 'MIP', code: 'PROCESS', text: 'NO FARES/RBD' }]
    expect(read(withRoot({ itineraryGroups: undefined, messages })).problems).toEqual([
      {
        pointer: '/groupedItineraryResponse/messages',
        code: 'error-response',
        detail: 'NO FARES/RBD',
      },
    ])
  })
})

describe('sabre classic', () => {
  const withItineraries = (...itineraries: unknown[]) => ({
    OTA_AirLowFareSearchRS: { PricedItineraries: { PricedItinerary: itineraries } },
  })

  it('reads one element where there could be a list, and what each segment is sold as', () => {
    const result = read(sabreClassic)
    expect(result.problems).toEqual([])
    expect(result.events[0]).toMatchObject({
      origin_airport: 'DFW',
      destination_airport: 'SFO',
      return_date: '2027-10-08',
      number_of_passengers: 2,
      cabin_class: 'business',
    })
    const [offer] = offersIn(result)
    expect(offer).toMatchObject({
      flight_number: 'AA268',
      validating_airline: 'AA',
      price: 256.41,
      base_price: 212.1,
      taxes: 44.31,
      total_price: 512.82,
      stops: 1,
      duration_minutes: 300,
      seats_remaining: 5,
      bags_included: 1,
    })
    expect(offer?.segments?.map(({ fare_basis }) => fare_basis)).toEqual(['NOUT', 'NOUT', 'NBACK'])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it("distinguishes a passenger's price from its type's by the total", () => {
    const pricing = sabreItinerary.AirItineraryPricingInfo
    const total = { TotalFare: { Amount: 256.41, CurrencyCode: 'USD' } }
    const changed = {
      ...sabreItinerary,
      AirItineraryPricingInfo: { ...pricing, ItinTotalFare: total },
    }
    expect(offersIn(read(withItineraries(changed)))[0]).toMatchObject({
      price: 128.21,
      total_price: 256.41,
    })
  })

  it('makes an offer of an additional fare, too', () => {
    const { AirItineraryPricingInfo } = sabreItinerary
    const extended = {
      ...sabreItinerary,
      TPA_Extensions: {
        AdditionalFares: [{ AirItineraryPricingInfo }, { AirItineraryPricingInfo }],
      },
    }
    expect(offersIn(read(withItineraries(extended)))).toHaveLength(3)
  })

  it('names an itinerary without pricing and goes on', () => {
    const result = read(withItineraries({ SequenceNumber: 1 }, sabreItinerary))
    expect(result.problems).toMatchObject([{ code: 'no-price' }])
    expect(offersIn(result)).toHaveLength(1)
  })

  it('understands an empty answer and an error', () => {
    expect(read(withItineraries()).problems[0]?.code).toBe('no-offers')
    const Errors = { Error: [{ ShortText: 'No availability', Code: '1' }] }
    expect(read({ OTA_AirLowFareSearchRS: { Errors } }).problems[0]).toMatchObject({
      code: 'error-response',
      detail: 'No availability',
    })
  })
})

it('understands the gateway’s own error body', () => {
  const error = { status: 'NotProcessed', errorCode: 'ERR.2SG.SEC.NOT_AUTHORIZED', message: 'No.' }
  expect(sabre.recognises(error)).toBe(true)
  expect(read(error).problems).toEqual([{ pointer: '', code: 'error-response', detail: 'No.' }])
})
