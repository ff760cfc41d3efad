import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { travelport } from '../../../../pipelines/sources/travelport/travelport'
import { readXml } from '../../../../pipelines/sources/xml/xml'
import { damaged } from '../../../build/damaged-documents'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'
import {
  back,
  fault,
  message,
  onePoint,
  outbound,
  point,
  points,
  pricing,
  solution,
  solutions,
} from '../../../build/travelport-documents'

const parsed = (xml: string) => {
  const result = readXml(xml)
  if ('refused' in result) throw new Error(result.refused)
  return result.document
}
const read = (xml: string) => travelport.read(parsed(xml), context)

describe('travelport solutions', () => {
  it.each([undefined, 'LowFareSearchAsynchRsp'])(
    'are read, asked at once or in parts (%s)',
    (name) => {
      const result = read(solutions('', name))
      expect(result.problems).toEqual([])
      expect(refusalsAtDoor(result)).toEqual([])
      expect(result.events).toMatchObject([
        {
          search_id: 'T1',
          timestamp: '2026-11-20T12:00:00Z',
          source: 'travelport',
          origin_airport: 'LIS',
          destination_airport: 'EWR',
          departure_date: '2027-05-03',
          return_date: '2027-05-10',
          number_of_passengers: 3,
          currency: 'EUR',
          cabin_class: 'economy',
        },
      ])
      expect(offersIn(result)).toMatchObject([
        {
          airline: 'TP',
          flight_number: 'TP13',
          operating_airline: 'S4',
          validating_airline: 'TP',
          offer_id: 'K1',
          price: 500.25,
          base_price: 400,
          taxes: 100.25,
          total_price: 1250.5,
          stops: 1,
          duration_minutes: 630,
          departure_at: '2027-05-03T08:00:00',
          // The fewest of the three flights: the last has four seats in O.
          seats_remaining: 4,
          bags_included: 1,
          fare_basis: 'OLIGHT',
          segments: [
            { duration_minutes: 60, arrival_at: '2027-05-03T09:00:00', rbd: 'O' },
            { flight_number: 'TP23', cabin_class: 'economy' },
            { direction: 'return', fare_basis: 'OBACK' },
          ],
          passenger_prices: [
            { passenger_type: 'adult', count: 2, price: 500.25 },
            { passenger_type: 'child', count: 1, price: 250 },
          ],
        },
      ])
    }
  )

  it('are cut into directions by their groups, where they have no journeys', () => {
    const loose = solution.replaceAll(/<\/?air:Journey[^>]*>/g, '').replace('Key="K1"', 'Key="K9"')
    const [first, second] = offersIn(read(solutions(loose)))
    expect(second).toMatchObject({ offer_id: 'K9', stops: 1, duration_minutes: 630 })
    expect(second?.segments).toEqual(first?.segments)
  })

  it('add up pricings of one direction each', () => {
    const bookings = (ref: string) =>
      `<air:BookingInfo BookingCode="O" FareInfoRef="A1" SegmentRef="${ref}=="/>`
    const apart = solution
      .replaceAll(/<air:AirPricingInfo.*?<\/air:AirPricingInfo>/gs, '')
      .replace('EUR1250.50', 'EUR500.25')
      .replace(
        '</air:AirPricingSolution>',
        `${pricing('ADT', 1, 300, 250, bookings('S1') + bookings('S2'))}${pricing('ADT', 1, 200.25, 150, bookings('S3'))}</air:AirPricingSolution>`
      )
    const offers = offersIn(read(solutions(apart)))
    expect(offers[1]).toMatchObject({ price: 500.25, base_price: 400, total_price: 500.25 })
    expect(offers[1]?.passenger_prices).toHaveLength(1)
  })
})

describe('travelport price points', () => {
  it('are an offer for each combination of their options', () => {
    const result = read(points(onePoint))
    expect(result.problems).toEqual([])
    expect(refusalsAtDoor(result)).toEqual([])
    expect(offersIn(result)).toMatchObject([
      { offer_id: 'K2/0', price: 500.25, stops: 1, segments: [{}, {}, { flight_number: 'TP33' }] },
      { offer_id: 'K2/1', price: 500.25, stops: 1, segments: [{}, {}, { flight_number: 'TP43' }] },
    ])
    expect(offersIn(result)[0]).toMatchObject({ seats_remaining: 4, bags_included: 1 })
  })

  it('take the options of a direction from the pricing that has them', () => {
    const options = (leg: string) => `<air:FlightOptionsList>${leg}</air:FlightOptionsList>`
    const apart = point(
      pricing('ADT', 1, 300, 250, options(outbound)) + pricing('ADT', 1, 200.25, 150, options(back))
    )
    expect(offersIn(read(points(apart)))).toMatchObject([
      { price: 500.25, base_price: 400 },
      { price: 500.25, segments: [{}, {}, { direction: 'return' }] },
    ])
  })

  it('keep the digits of a currency without minor units', () => {
    const won = onePoint.replaceAll(/EUR(\d+)(?:\.\d+)?/g, 'KRW$100')
    expect(read(points(won)).events[0]).toMatchObject({
      currency: 'KRW',
      price_offers: [{ price: 50_000 }, {}],
    })
  })
})

const bookings = '<air:BookingInfo SegmentRef="S1=="/>'

describe('travelport prices that cannot be read', () => {
  it.each([
    [
      'without an amount',
      onePoint.replaceAll(/(?:Total|Base|EquivalentBase)Price="[^"]*"/g, ''),
      'no-price',
    ],
    ['of no known currency', onePoint.replaceAll('EUR', 'ZZZ'), 'invalid'],
    ['of a segment no list holds', onePoint.replaceAll('S2==', 'S9=='), 'unresolved-reference'],
    [
      'of a direction without options',
      onePoint.replace(back, '<air:FlightOption LegRef="L2"/>'),
      'invalid',
    ],
    ['without pricing', point(''), 'invalid'],
    [
      'of more flights than a journey has',
      onePoint.replace(/(?=<air:BookingInfo)/, bookings.repeat(17)),
      'invalid',
    ],
  ])('become a problem %s, and the rest goes on', (_, unreadable, code) => {
    const result = read(points(unreadable, onePoint))
    expect(offersIn(result)).toHaveLength(2)
    for (const problem of result.problems) {
      const pointer = '/Envelope/Body/LowFareSearchRsp/AirPricePointList/AirPricePoint/0'
      expect(problem).toMatchObject({ code, pointer })
    }
    expect(result.problems).not.toEqual([])
  })
})

describe('travelport answers without prices', () => {
  const segmentError =
    '<a:AvailabilityErrorInfo xmlns:a="a"><a:Code>1</a:Code><a:AirSegmentError><a:ErrorMessage>UNABLE TO SELL</a:ErrorMessage></a:AirSegmentError></a:AvailabilityErrorInfo>'
  const info = '<c:ErrorInfo xmlns:c="c"><c:Code>345</c:Code></c:ErrorInfo>'

  it.each([
    ['nothing', message('Info', ''), 'no-offers', '1'],
    ['a warning', message('Warning', 'No valid fares'), 'no-offers', 'No valid fares'],
    ['an error', message('Error', 'Host is down'), 'error-response', 'Host is down'],
    ['a fault', fault('NO AGREEMENT EXISTS', info), 'error-response', 'NO AGREEMENT EXISTS'],
    [
      'a fault of nothing to sell',
      fault('NO AVAILABILITY FOR THIS REQUEST', info),
      'no-offers',
      'NO AVAILABILITY FOR THIS REQUEST',
    ],
    [
      'a fault of a segment',
      fault('Failed', segmentError),
      'error-response',
      'Failed; UNABLE TO SELL',
    ],
  ])('are understood: %s', (_, xml, code, detail) => {
    expect(travelport.recognises(parsed(xml))).toBe(true)
    expect(read(xml)).toMatchObject({ events: [], problems: [{ code, detail }] })
  })

  it('leaves the faults of others to them', () => {
    expect(travelport.recognises(parsed(fault('Failed', '')))).toBe(false)
  })
})

describe('a damaged travelport answer', () => {
  it.each([
    ['of solutions', solutions()],
    ['of price points', points(onePoint)],
  ])('%s neither throws nor makes a NaN', (_, xml) => {
    fc.assert(
      fc.property(damaged(parsed(xml)), (document) => {
        const result = travelport.read(document, context)
        expect(offersIn(result).length + result.problems.length).toBeGreaterThan(0)
        expect(offersIn(result).every(({ price }) => price > 0)).toBe(true)
        expect(JSON.stringify(result.events)).not.toMatch(/null/)
        expect(refusalsAtDoor(result)).toEqual([])
      })
    )
  })
})
