/** Recorded answers of distribution systems against their own counts. DATA_DIR holds gds/. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../pipelines/intake/recognise'

const dataDir = process.env.DATA_DIR
const folder = join(dataDir ?? '', 'gds')

/** Elements of the parsed document that have a property; counted without any adapter. */
function count(value: unknown, property: string): number {
  if (typeof value !== 'object' || value === null) return 0
  const children = Object.values(value).reduce((sum, child) => sum + count(child, property), 0)
  return children + (Object.hasOwn(value, property) ? 1 : 0)
}

describe.skipIf(!dataDir || !existsSync(folder))('a recorded document', () => {
  it.each([
    ['sabre/bfm_response_v4.2_devstudio.json', 'sabre', 'ItinTotalFare', 256.41, 437.6],
    ['amadeus/flight_offers_search_get.json', 'amadeus', 'travelerPricings', 355.34, 355.34],
    ['amadeus/flight_offers_price.json', 'amadeus', 'travelerPricings', 1625.49, 1625.49],
    ['amadeus/flight_choice_prediction_request.json', 'amadeus', 'itineraries', 2178.55, 2178.55],
    ['amadeus/flight_choice_prediction_response.json', 'amadeus', 'itineraries', 4849.02, 4849.02],
    ['amadeus/flight_cheapest_dates.json', 'amadeus', 'price', 98.53, 98.53],
    ['amadeus/flight_inspiration.json', 'amadeus', 'price', 52.52, 1176.87],
    // For two adults, 47,925.36 to 61,063.32 roubles.
    ['amadeus/travel_recommendations_PAR-LIS.json', 'amadeus', 'flights', 23962.68, 30531.66],
    ['kiwi/tequila_search_prg_it_2offers.json', 'kiwi', 'route', 203.73, 212.22],
    // Its offers fly from LHR to LHR.
    ['duffel/mockOfferRequest.json', 'duffel', 'total_emissions_kg', undefined, undefined],
    ['duffel/mockBatchOfferRequest.json', 'duffel', 'total_emissions_kg', undefined, undefined],
    ['duffel/mockOffer.json', 'duffel', 'total_emissions_kg', undefined, undefined],
  ])('%s is accounted for, offer by offer', (file, source, property, least, most) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const read = readDocument(text, { receivedAt: 0, documentId: 'd' })
    if (!('result' in read)) throw new Error(read.detail)
    expect(read.source).toBe(source)
    const { events, problems } = read.result
    const prices = events.flatMap(({ price_offers }) => price_offers.map(({ price }) => price))
    expect(prices.length + problems.length).toBe(count(JSON.parse(text), property))
    expect(prices.length > 0 ? [Math.min(...prices), Math.max(...prices)] : []).toEqual(
      least === undefined ? [] : [least, most]
    )
  })

  it('amadeus/flight_most_booked.json holds no prices', () => {
    const text = readFileSync(join(folder, 'amadeus/flight_most_booked.json'), 'utf8')
    expect(readDocument(text, { receivedAt: 0, documentId: 'd' })).toMatchObject({
      source: 'amadeus',
      result: { events: [], problems: [{ code: 'no-offers' }] },
    })
  })
})
