import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ndc } from '../../../../pipelines/sources/ndc/ndc'
import { readXml } from '../../../../pipelines/sources/xml/xml'
import { damaged } from '../../../build/damaged-documents'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'
import { ndc152, ndc172, ndc172With, ndc192, ndc213, offer172 } from '../../../build/ndc-documents'

const parsed = (xml: string) => {
  const result = readXml(xml)
  if ('refused' in result) throw new Error(result.refused)
  return result.document
}
const read = (xml: string) => ndc.read(parsed(xml), context)

const VERSIONS = [
  ['15.2', ndc152],
  ['17.2', ndc172],
  ['19.2', ndc192],
  ['21.3', ndc213],
] as const

describe('ndc shopping answers', () => {
  it.each(VERSIONS)('%s tells the search and its trip', (_, xml) => {
    const result = read(xml)
    expect(result.problems).toEqual([])
    expect(refusalsAtDoor(result)).toEqual([])
    expect(result.events).toMatchObject([
      {
        timestamp: '2026-11-20T11:59:58Z',
        search_id: 'shop-1',
        source: 'ndc',
        origin_airport: 'LIS',
        destination_airport: 'EWR',
        departure_date: '2027-05-03',
        return_date: '2027-05-10',
        number_of_passengers: 3,
        currency: 'EUR',
        cabin_class: 'economy',
      },
    ])
  })

  it.each(VERSIONS)('%s tells the same offer', (_, xml) => {
    expect(offersIn(read(xml))).toMatchObject([
      {
        airline: 'TP',
        flight_number: 'TP203',
        operating_airline: 'S4',
        offer_id: 'O1',
        price: 500.25,
        base_price: 400,
        taxes: 100.25,
        total_price: 1250.5,
        stops: 1,
        duration_minutes: 630,
        bags_included: 1,
        fare_basis: 'OLIGHT',
        expires_at: '2026-11-20T12:30:00Z',
        segments: [
          {
            direction: 'outbound',
            origin_airport: 'LIS',
            arrival_at: expect.stringMatching(/^2027-05-03T09:00/),
          },
          {
            direction: 'outbound',
            origin_airport: 'OPO',
            flight_number: 'TP205',
            duration_minutes: 480,
          },
          { direction: 'return', origin_airport: 'EWR', rbd: 'O', cabin_class: 'economy' },
        ],
      },
    ])
  })

  it.each(VERSIONS)('%s tells what each passenger type pays', (_, xml) => {
    const [offer] = offersIn(read(xml))
    expect(offer?.passenger_prices).toHaveLength(2)
    expect(offer?.passenger_prices).toEqual(
      expect.arrayContaining([
        { passenger_type: 'adult', count: 2, price: 500.25, base_price: 400, taxes: 100.25 },
        { passenger_type: 'child', count: 1, price: 250, base_price: 200, taxes: 50 },
      ])
    )
  })

  it('reads the seats left in versions that have them', () => {
    expect(offersIn(read(ndc152))[0]?.seats_remaining).toBe(4)
  })

  it.each([
    ['of one direction', '<FlightRef>F1</FlightRef>', 'EWR', undefined],
    ['of the other', '<FlightRef>F2</FlightRef>', 'LIS', undefined],
  ])('makes offers %s a search of their own', (_, refs, destination, back) => {
    const alone = offer172
      .replace(
        /<FlightsOverview>.*<\/FlightsOverview>/,
        `<FlightsOverview>${refs}</FlightsOverview>`
      )
      .replace('<FlightRefs>F1 F2</FlightRefs>', '')
    const result = read(ndc172With(offer172 + alone))
    expect(result.events).toHaveLength(2)
    expect(result.events[1]).toMatchObject({ destination_airport: destination })
    expect(result.events[1]?.return_date).toBe(back)
    expect(new Set(result.events.map(({ search_id }) => search_id)).size).toBe(2)
  })

  it('cuts a journey that comes back at its longest stay', () => {
    const loop = ndc213
      .replaceAll(
        /<PaxJourneyID>F1<\/PaxJourneyID>(?:<PaxSegmentRefID>S\d<\/PaxSegmentRefID>)+/g,
        '<PaxJourneyID>F1</PaxJourneyID><PaxSegmentRefID>S3</PaxSegmentRefID><PaxSegmentRefID>S1</PaxSegmentRefID><PaxSegmentRefID>S2</PaxSegmentRefID>'
      )
      .replaceAll('<PaxJourneyRefID>F2</PaxJourneyRefID>', '')
    const [event] = read(loop).events
    expect(event).toMatchObject({ destination_airport: 'EWR', return_date: '2027-05-10' })
    expect(event?.price_offers[0]?.stops).toBe(1)
  })

  it('reads flights named one by one, without journeys', () => {
    const bare = offer172
      .replace(/<FlightsOverview>.*<\/FlightsOverview>/, '')
      .replace('<FlightRefs>F1 F2</FlightRefs>', '<SegmentRefs>S3 S2 S1</SegmentRefs>')
    const result = read(ndc172With(bare))
    expect(result.problems).toEqual([])
    expect(result.events).toMatchObject([
      { origin_airport: 'LIS', destination_airport: 'EWR', return_date: '2027-05-10' },
    ])
    // From 08:00 in Lisbon to 13:30 in Newark, five hours behind.
    expect(offersIn(result)[0]).toMatchObject({ stops: 1, duration_minutes: 630 })
  })

  it('reads amounts without a point by the decimals of their metadata', () => {
    const decimals = (digits: number) =>
      `<Metadata><Other><OtherMetadata><CurrencyMetadatas><CurrencyMetadata MetadataKey="EUR"><Decimals>${digits}</Decimals></CurrencyMetadata></CurrencyMetadatas></OtherMetadata></Other></Metadata>`
    const whole = offer172
      .replace('1250.50', '125050')
      .replace('100.25', '10025')
      .replaceAll(/>(400|200|50|35)</g, '>$100<')
    expect(offersIn(read(ndc172With(whole, decimals(2))))[0]?.price).toBe(500.25)
    // One amount with a point means that all are written in full.
    expect(offersIn(read(ndc172With(offer172, decimals(2))))[0]?.price).toBe(500.25)
  })
})

describe('ndc offers that cannot be read', () => {
  const unpriced = offer172
    .replace(/<TotalPriceDetail>.*?<\/TotalPriceDetail>/s, '')
    .replaceAll(/<Price>.*?<\/Price>/gs, '')

  it.each([
    ['without a price', unpriced, 'no-price', 'names no currency'],
    [
      'whose shares are not told',
      offer172.replaceAll(/<Price>.*?<\/Price>/gs, ''),
      'no-price',
      'names only what the whole party pays',
    ],
    [
      'of a flight no list holds',
      offer172.replaceAll('F1', 'F9'),
      'unresolved-reference',
      'names flight "F9"',
    ],
    [
      'of a passenger no list holds',
      offer172.replaceAll('P2', 'P9'),
      'unresolved-reference',
      'names passenger "P9"',
    ],
  ])('become a problem %s, and the rest goes on', (_, offer, code, detail) => {
    const result = read(ndc172With(offer + offer172))
    expect(offersIn(result)).toHaveLength(1)
    expect(result.problems).toMatchObject([
      {
        code,
        detail: expect.stringContaining(detail),
        pointer: '/Envelope/Body/AirShoppingRS/OffersGroup/AirlineOffers/0/Offer/0',
      },
    ])
  })

  it('report a segment that no list has', () => {
    const result = read(ndc213.replaceAll('<PaxSegmentID>S2<', '<PaxSegmentID>S9<'))
    expect(result.problems).toMatchObject([{ code: 'unresolved-reference' }])
  })
})

describe('ndc answers without offers', () => {
  const answer = (inside: string) => `<AirShoppingRS>${inside}</AirShoppingRS>`

  it.each([
    [
      'an empty group',
      answer(
        '<Success/><OffersGroup><AirlineOffers><TotalOfferQuantity>0</TotalOfferQuantity></AirlineOffers></OffersGroup>'
      ),
      'no-offers',
      'holds no offer',
    ],
    [
      'a warning',
      answer('<Success/><Warnings><Warning ShortText="SOLD OUT">all gone</Warning></Warnings>'),
      'no-offers',
      'SOLD OUT',
    ],
    [
      'an error of an attribute',
      answer('<Errors><Error Code="911" ShortText="Invalid agency"/></Errors>'),
      'error-response',
      'Invalid agency',
    ],
    [
      'an error in its text',
      answer('<Errors><Error>No flights found for this date</Error></Errors>'),
      'no-offers',
      'No flights found for this date',
    ],
    [
      'errors of 18.1 and later',
      '<m:IATA_AirShoppingRS xmlns:m="m"><m:Error><m:Code>710</m:Code><m:DescText>Unknown seller</m:DescText></m:Error><m:Error><m:Code>325</m:Code></m:Error></m:IATA_AirShoppingRS>',
      'error-response',
      'Unknown seller; 325',
    ],
  ])('are understood: %s', (_, xml, code, detail) => {
    const { events, problems } = read(xml)
    expect(events).toEqual([])
    expect(problems).toMatchObject([{ code, detail }])
  })

  it('report the text of a fault in a document named NDC', () => {
    const fault =
      '<s:Envelope xmlns:s="s"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">Unknown key</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>'
    expect(ndc.recognises(parsed(fault))).toBe(false)
    expect(read(fault).problems).toMatchObject([{ code: 'error-response', detail: 'Unknown key' }])
  })

  it('report errors beside offers', () => {
    const result = read(
      ndc172With(offer172, '<Errors><Error ShortText="one carrier timed out"/></Errors>')
    )
    expect(offersIn(result)).toHaveLength(1)
    expect(result.problems).toMatchObject([
      { code: 'error-response', detail: 'one carrier timed out' },
    ])
  })
})

describe('a damaged ndc answer', () => {
  it.each(VERSIONS)('%s neither throws nor makes a NaN', (_, xml) => {
    fc.assert(
      fc.property(damaged(parsed(xml)), (document) => {
        const result = ndc.read(document, context)
        expect(offersIn(result).length + result.problems.length).toBeGreaterThan(0)
        expect(offersIn(result).every(({ price }) => price > 0)).toBe(true)
        expect(JSON.stringify(result.events)).not.toMatch(/null/)
        expect(refusalsAtDoor(result)).toEqual([])
      })
    )
  })
})
