import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../pipelines/intake/recognise'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'

const flight = (id: string, from: string, to: string, leaves: string, lands: string) => ({
  '@type': 'FlightDetail',
  id,
  carrier: 'TP',
  number: '203',
  operatingCarrier: 'TP',
  equipment: '339',
  duration: 'PT8H5M',
  Departure: {
    '@type': 'DepartureDetail',
    location: from,
    date: leaves.slice(0, 10),
    time: leaves.slice(11),
  },
  Arrival: {
    '@type': 'ArrivalDetail',
    location: to,
    date: lands.slice(0, 10),
    time: lands.slice(11),
  },
})
const product = (id: string, flights: string[], cabin = 'Economy') => ({
  '@type': 'ProductAir',
  id,
  totalDuration: 'PT8H5M',
  FlightSegment: flights.map((FlightRef, place) => ({
    sequence: place + 1,
    Flight: { '@type': 'FlightID', FlightRef },
  })),
  PassengerFlight: [
    {
      passengerTypeCode: 'ADT',
      FlightProduct: flights.map((_, place) => ({
        segmentSequence: [place + 1],
        classOfService: 'O',
        cabin,
        fareBasisCode: 'OLIGHT',
      })),
    },
  ],
})
const eur = { decimalPlace: 2, value: 'EUR' }
const price = (total: number) => ({
  '@type': 'BestCombinablePriceDetail',
  CurrencyCode: eur,
  Base: total - 100,
  TotalTaxes: 100,
  TotalFees: 0,
  TotalPrice: total,
  PriceBreakdown: [
    {
      quantity: 2,
      requestedPassengerType: 'ADT',
      Amount: {
        CurrencyCode: eur,
        Base: total / 2 - 50,
        Taxes: { TotalTaxes: 50 },
        Fees: { TotalFees: 0 },
        Total: total / 2,
      },
    },
  ],
})
const offering = (sequence: number, productRef: string, codes: string[], total: number) => ({
  '@type': 'CatalogProductOffering',
  sequence,
  id: `o${sequence}`,
  ProductBrandOptions: [
    {
      flightRefs: [`s${sequence}`],
      ProductBrandOffering: [
        {
          Product: [{ '@type': 'ProductID', productRef }],
          TermsAndConditions: { termsAndConditionsRef: 'T0' },
          CombinabilityCode: codes,
          BestCombinablePrice: price(total),
        },
      ],
    },
  ],
})
const answer = (offerings: object[]) => ({
  CatalogProductOfferingsResponse: {
    '@type': 'CatalogProductOfferingsResponseAir',
    transactionId: 'tx-1',
    CatalogProductOfferings: { Identifier: { value: 'cpo-1' }, CatalogProductOffering: offerings },
    ReferenceList: [
      {
        '@type': 'ReferenceListFlight',
        Flight: [
          flight('s1', 'LIS', 'JFK', '2027-05-03T10:30:00', '2027-05-03T13:35:00'),
          flight('s2', 'EWR', 'LIS', '2027-05-10T18:00:00', '2027-05-11T06:05:00'),
        ],
      },
      {
        '@type': 'ReferenceListProduct',
        Product: [product('p0', ['s1']), product('p1', ['s2']), product('p2', ['s1'], 'Business')],
      },
      {
        '@type': 'ReferenceListTermsAndConditions',
        TermsAndConditions: [
          {
            id: 'T0',
            ExpiryDate: '2026-11-20T23:59:00Z',
            BaggageAllowance: [
              {
                baggageType: 'FirstCheckedBag',
                validatingAirlineCode: 'TP',
                BaggageItem: [{ includedInOfferPrice: 'Yes', quantity: 1 }],
              },
              {
                baggageType: 'CarryOn',
                BaggageItem: [{ includedInOfferPrice: 'Yes', quantity: 1 }],
              },
            ],
          },
        ],
      },
    ],
  },
})
const read = (document: object) => {
  const result = readDocument(JSON.stringify(document), context)
  if (!('result' in result)) throw new Error(result.detail)
  expect(result.source).toBe('travelport')
  return result.result
}

describe("an answer of Travelport's JSON API", () => {
  it('of one leg has each of its prices', () => {
    const result = read(answer([offering(1, 'p0', [], 800), offering(1, 'p2', [], 2400)]))
    expect(result.problems).toEqual([])
    expect(result.events).toMatchObject([
      {
        search_id: expect.stringContaining('cpo-1'),
        source: 'travelport',
        origin_airport: 'LIS',
        destination_airport: 'JFK',
        departure_date: '2027-05-03',
        number_of_passengers: 2,
        cabin_class: 'economy',
        price_offers: [
          {
            airline: 'TP',
            flight_number: 'TP203',
            price: 400,
            base_price: 350,
            taxes: 50,
            total_price: 800,
            stops: 0,
            duration_minutes: 485,
            bags_included: 1,
            validating_airline: 'TP',
            fare_basis: 'OLIGHT',
            expires_at: '2026-11-20T23:59:00Z',
          },
        ],
      },
      { cabin_class: 'business', price_offers: [{ price: 1200 }] },
    ])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('of two legs is sold by their common combinability code', () => {
    const legs = [
      offering(1, 'p0', ['j1'], 800),
      offering(1, 'p2', ['j2'], 2400),
      offering(2, 'p1', ['j1'], 800),
    ]
    const result = read(answer(legs))
    expect(result.problems).toMatchObject([
      { code: 'invalid', detail: expect.stringContaining('CombinabilityCode') },
    ])
    expect(result.events).toMatchObject([
      { return_date: '2027-05-10', price_offers: [{ price: 400, total_price: 800 }] },
    ])
    const differ = read(answer([offering(1, 'p0', ['j1'], 800), offering(2, 'p1', ['j1'], 900)]))
    expect(differ.problems).toMatchObject([
      { code: 'invalid', detail: expect.stringContaining('800 and 900') },
    ])
  })

  it('names references without a target, errors and empty lists', () => {
    expect(read(answer([offering(1, 'p9', [], 800)])).problems).toMatchObject([
      { code: 'unresolved-reference', detail: expect.stringContaining('"p9"') },
    ])
    expect(read(answer([])).problems).toMatchObject([{ code: 'no-offers' }])
    const failed = {
      CatalogProductOfferingsResponse: { Result: { Error: [{ Message: 'NO FLIGHTS' }] } },
    }
    expect(read(failed).problems).toMatchObject([{ code: 'error-response', detail: 'NO FLIGHTS' }])
  })

  it('is bounded when every leg goes with every other', () => {
    const outbound = Array.from({ length: 90 }, () => offering(1, 'p0', ['j1'], 800))
    const back = Array.from({ length: 90 }, () => offering(2, 'p1', ['j1'], 800))
    expect(offersIn(read(answer([...outbound, ...back]))).length).toBeLessThanOrEqual(2_000)
  })
})
