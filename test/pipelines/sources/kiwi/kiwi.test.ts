import { describe, expect, it } from 'vitest'
import { kiwi } from '../../../../pipelines/sources/kiwi/kiwi'
import {
  context,
  kiwiDocument,
  kiwiOffer,
  offersIn,
  refusalsAtDoor,
} from '../../../build/documents'

const read = (document: unknown) => kiwi.read(document, context)

describe('kiwi', () => {
  it('reads both versions’ times as the airports’ clocks show them', () => {
    const result = read(kiwiDocument)
    expect(result.problems).toEqual([])
    expect(result.events[0]).toMatchObject({
      search_id: 'kiwi-search',
      origin_airport: 'LIS',
      destination_airport: 'FCO',
      departure_date: '2027-05-03',
      return_date: '2027-05-10',
      number_of_passengers: 1,
      currency: 'EUR',
    })
    const [offer] = offersIn(result)
    expect(offer).toMatchObject({
      airline: 'FR',
      flight_number: 'FR5805',
      price: 180.4,
      stops: 0,
      duration_minutes: 175,
      departure_at: '2027-05-03T10:30:00',
      seats_remaining: 3,
      bags_included: 1,
    })
    expect(
      offer?.segments?.map(({ departure_at, duration_minutes }) => [departure_at, duration_minutes])
    ).toEqual([
      ['2027-05-03T10:30:00', 175],
      ['2027-05-10T18:00:00', 180],
    ])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('makes a search of each market', () => {
    const [there] = kiwiOffer.route
    const oneWay = { ...kiwiOffer, route: [{ ...there, flyTo: 'NAP' }] }
    const { events } = read({ ...kiwiDocument, data: [kiwiOffer, oneWay] })
    expect(events.map(({ destination_airport }) => destination_airport)).toEqual(['FCO', 'NAP'])
    expect(new Set(events.map(({ search_id }) => search_id)).size).toBe(2)
    expect(events[1]).not.toHaveProperty('return_date')
  })

  it('returns the price of one adult of a family only if the document has it', () => {
    const search_params = { seats: { adults: 2, children: 1, infants: 0 } }
    const family = { ...kiwiDocument, search_params }
    expect(read(family).problems[0]?.code).toBe('no-price')
    const perPassenger = { ...kiwiOffer, fare: { adults: 70, children: 40.4, infants: 0 } }
    const [offer] = offersIn(read({ ...family, data: [perPassenger] }))
    expect(offer).toMatchObject({ price: 70, total_price: 180.4 })
  })

  it('names an offer without price and goes on', () => {
    const result = read({
      ...kiwiDocument,
      data: [{ ...kiwiOffer, price: null, conversion: {} }, kiwiOffer],
    })
    expect(result.problems).toEqual([
      { pointer: '/data/0', code: 'no-price', detail: 'names no price above 0' },
    ])
    expect(offersIn(result)).toHaveLength(1)
  })

  it('understands an empty answer and an error', () => {
    expect(read({ ...kiwiDocument, data: [] }).problems[0]?.code).toBe('no-offers')
    const error = { status: 'Bad Request', error: 'Not recognized location: XYZQ' }
    expect(read(error).problems).toEqual([
      { pointer: '', code: 'error-response', detail: 'Not recognized location: XYZQ' },
    ])
  })

  it.each([
    ['hidden_city_ticketing', 'hidden_city'],
    ['throw_away_ticketing', 'throw_away'],
    ['virtual_interlining', 'self_transfer'],
  ])('names a trip with %s as no ordinary fare', (field, construction) => {
    const [offer] = offersIn(read({ ...kiwiDocument, data: [{ ...kiwiOffer, [field]: true }] }))
    expect(offer?.construction).toBe(construction)
  })

  it.each([
    ['a message', { message: 'Invalid api key' }, 'error-response', 'Invalid api key'],
    ['a list of errors', { error: ['No such place'] }, 'error-response', 'No such place'],
    ['nothing', {}, 'unreadable', 'has no list "data" of offers'],
    ['an empty list', { data: [] }, 'no-offers', 'the list of offers is empty'],
  ])('an answer with %s has no offers', (_, document, code, detail) => {
    expect(read(document)).toMatchObject({ events: [], problems: [{ code, detail }] })
  })

  it('is recognised without offers by its envelope', () => {
    expect(kiwi.recognises({ data: [], search_id: 'a', fx_rate: 1 })).toBe(true)
    expect(kiwi.recognises({ data: [], search_id: 'a' })).toBe(false)
    expect(kiwi.recognises({})).toBe(false)
  })

  it('takes the only currency of a stored answer, and none of two that contradict', () => {
    const { currency: _, ...stored } = kiwiDocument as Record<string, unknown>
    const readWith = (conversion: object, price?: number) =>
      read({ ...stored, data: [{ ...kiwiOffer, price, conversion }] })
    expect(readWith({ EUR: 180.4 }).events[0]?.currency).toBe('EUR')
    expect(readWith({ EUR: 180.4, USD: 200 }, 200).events[0]?.currency).toBe('USD')
    expect(readWith({ EUR: 200, USD: 200 }, 200).events).toEqual([])
  })

  it('refuses a price that is no multiple of the fare of one adult', () => {
    const { search_params: __, ...stored } = kiwiDocument as Record<string, unknown>
    const data = [{ ...kiwiOffer, price: 180.4, fare: { adults: 70 } }]
    expect(read({ ...stored, data }).problems[0]).toMatchObject({ code: 'invalid' })
    const two = [{ ...kiwiOffer, price: 180.4, fare: { adults: 90.2 } }]
    expect(read({ ...stored, data: two }).events[0]?.number_of_passengers).toBe(2)
  })
})
