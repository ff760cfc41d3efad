/** More inputs of the kinds of `npm run field`, of which none is in a public report. */
import { describe, expect, test } from 'vitest'
import { admit } from '../../../pipelines/intake/admit'
import { bodyText } from '../../../pipelines/intake/body/body-text'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { readRecords } from '../../../pipelines/intake/records'
import { amadeusOffer, context, duffelOffer, kiwiOffer } from '../../build/documents'
import { ndc172, ndc192, ndc213 } from '../../build/ndc-documents'

const about = { receivedAt: context.receivedAt, documentId: async () => 'd0c' }

async function door(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const records = await readRecords(bodyText(text), { format: 'any' }, about)
  if ('code' in records) throw new Error(records.detail)
  const reader = createEventReader(
    { now: context.receivedAt, maxClockSkewMs: 0 },
    { sender: {}, hashUser: (id) => id }
  )
  const admission = admit(records.entries, reader)
  if ('code' in admission) throw new Error(admission.detail)
  const { accepted, rejected } = admission
  const events = accepted.flatMap(({ event }) => (event.type === 'search' ? [event] : []))
  return { events, offers: events.flatMap((event) => event.offers), rejected: rejected.named }
}

/** One adult flies one way; times are local. */
function flight(from: string, to: string, leaves: string, lands: string, price: object) {
  return {
    data: [
      {
        type: 'flight-offer',
        id: '1',
        itineraries: [
          {
            segments: [
              {
                id: '1',
                departure: { iataCode: from, at: `2026-12-${leaves}:00` },
                arrival: { iataCode: to, at: `2026-12-${lands}:00` },
                carrierCode: 'TP',
                number: '203',
              },
            ],
          },
        ],
        price,
        travelerPricings: [{ travelerId: '1', travelerType: 'ADULT', price }],
      },
    ],
  }
}
const inCurrency = (currency: string, total: string) =>
  flight('LIS', 'JFK', '20T10:00', '20T13:00', { currency, total })

describe('a part priced in another currency than the whole', () => {
  test('of Duffel leaves base and taxes out', async () => {
    const [offer] = (await door({ ...duffelOffer, base_currency: 'USD' })).offers
    expect(offer).toMatchObject({ amountMinor: 4_500, totalMinor: 9_000 })
    expect(offer?.baseMinor).toBeUndefined()
  })

  test('of Kiwi gives equal shares of the total', async () => {
    const offer = { ...kiwiOffer, price: 800_000, conversion: { COP: 800_000, EUR: 180 } }
    const { offers } = await door({
      currency: 'COP',
      search_params: { seats: { adults: 2, children: 0, infants: 0 } },
      data: [{ ...offer, fare: { adults: 90 } }],
    })
    expect(offers).toMatchObject([{ amountMinor: 40_000_000, totalMinor: 80_000_000 }])
  })

  test('of Amadeus leaves the share of that traveller out', async () => {
    const [adult, other, child] = amadeusOffer.travelerPricings
    const inDollars = child && { ...child, price: { ...child.price, currency: 'USD' } }
    const { offers } = await door({
      data: [{ ...amadeusOffer, travelerPricings: [adult, other, inDollars] }],
    })
    expect(offers[0]).toMatchObject({ amountMinor: 38_025, totalMinor: 101_050 })
    expect(offers[0]?.passengerPrices).toHaveLength(1)
  })
})

describe('minor units and the list of currencies', () => {
  test.each([
    ['TND', '812.345', 812_345],
    ['KWD', '45.2509', 45_251],
    ['ISK', '45000.50', 45_001],
    ['VND', '12000000', 12_000_000],
    ['MRU', '9000.50', 900_050],
    ['SSP', '55000.00', 5_500_000],
    ['eur', '400.00', 40_000],
  ])('%s %s is %i minor units', async (currency, total, amountMinor) =>
    expect((await door(inCurrency(currency, total))).offers).toMatchObject([{ amountMinor }])
  )

  test.each(['BGN', 'HRK', 'ANG', 'ZWL', 'XXX', 'CNH'])('%s is not in use today', async (code) => {
    const { offers, rejected } = await door(inCurrency(code, '300.00'))
    expect(offers).toEqual([])
    expect(rejected[0]?.refusals[0]?.detail).toContain(code)
  })
})

describe('time zones and places of airports', () => {
  test.each([
    ['AKL', 'LAX', '20T20:00', '20T11:10', 730],
    ['KTM', 'DEL', '20T10:00', '20T11:30', 105],
    ['TOF', 'OVB', '20T10:00', '20T10:50', 50],
    ['NQZ', 'ALA', '20T10:00', '20T11:40', 100],
    ['RBR', 'BSB', '20T10:00', '20T15:15', 195],
    ['URC', 'PEK', '20T10:00', '20T13:50', 230],
  ])('%s-%s takes the minutes between its clocks', async (from, to, leaves, lands, minutes) => {
    const { offers } = await door(
      flight(from, to, leaves, lands, { currency: 'EUR', total: '100' })
    )
    expect(offers).toMatchObject([{ durationMinutes: minutes }])
  })

  test('a flight that lands before it departs has no duration', async () => {
    const price = { currency: 'EUR', total: '100' }
    const [offer] = (await door(flight('LIS', 'MAD', '20T10:00', '20T09:00', price))).offers
    expect(offer?.durationMinutes).toBeUndefined()
  })
})

describe('spellings of NDC', () => {
  const rename = (xml: string, to: (name: string) => string) =>
    xml.replaceAll(/<(\/?)([A-Za-z_]+)/g, (_, slash, name) => `<${slash}${to(name)}`)

  test.each([
    ['17.2', ndc172],
    ['19.2', ndc192],
    ['21.3', ndc213.replaceAll('ns2:', '')],
  ])('of %s may have other separators and cases', async (_version, xml) => {
    const plain = (await door(xml)).events
    expect(plain).not.toEqual([])
    for (const spelling of [
      (name: string) => name.replaceAll('_', ''),
      (name: string) => name.replaceAll('_', '-'),
      (name: string) => name.charAt(0).toLowerCase() + name.slice(1),
      (name: string) => `n:${name}`,
    ]) {
      const { events } = await door(rename(xml, spelling).replace('xmlns=', 'xmlns:n='))
      expect(events.map(({ offers }) => offers)).toEqual(plain.map(({ offers }) => offers))
    }
  })

  test.each(['P0Y0M0DT8H5M0.000S', 'PT485M', 'PT29100.0S'])(
    'of a duration may be %s',
    async (duration) => {
      const written = ndc192.replaceAll(/<Duration>[^<]*</g, `<Duration>${duration}<`)
      const minutes = (await door(written)).events.flatMap(({ offers }) =>
        offers.flatMap(({ segments = [] }) => segments.map((each) => each.durationMinutes))
      )
      expect(new Set(minutes.filter((each) => each !== undefined))).toEqual(new Set([485]))
    }
  )
})
