/** Small documents in the layout of each system, made up for the tests. */
import { createEventReader } from '../../pipelines/intake/read-event'
import type { DocumentResult } from '../../pipelines/sources/document/document'

export const context = { receivedAt: Date.UTC(2026, 10, 20, 12), documentId: 'd0c' }

/** Returns the refusals of intake for the searches of a document; empty when all are accepted. */
export function refusalsAtDoor({ events }: Pick<DocumentResult, 'events'>) {
  const clock = { now: context.receivedAt, maxClockSkewMs: 0 }
  const read = createEventReader(clock, { sender: {}, hashUser: (id) => id })
  return events.flatMap((event) => {
    const result = read(event)
    return 'refusals' in result ? result.refusals : []
  })
}

export const offersIn = ({ events }: DocumentResult) =>
  events.flatMap(({ price_offers }) => price_offers)

type Flight = readonly [id: string, from: string, to: string, leaves: string, lands: string]

const amadeusSegment = ([id, from, to, leaves, lands]: Flight) => ({
  id,
  departure: { iataCode: from, at: leaves },
  arrival: { iataCode: to, at: lands },
  carrierCode: 'TP',
  number: '203',
  operating: { carrierCode: 'S4' },
  duration: 'PT8H5M',
  numberOfStops: 0,
})

const traveller = (id: string, type: string, total: string, base: string) => ({
  travelerId: id,
  travelerType: type,
  price: { currency: 'EUR', total, base },
  fareDetailsBySegment: ['1', '2'].map((segmentId) => ({
    segmentId,
    cabin: 'ECONOMY',
    fareBasis: 'OLIGHT',
    class: 'O',
    includedCheckedBags: { quantity: segmentId === '1' ? 2 : 1 },
  })),
})

export const amadeusOffer = {
  type: 'flight-offer',
  id: '1',
  numberOfBookableSeats: 4,
  itineraries: [
    {
      duration: 'PT8H5M',
      segments: [amadeusSegment(['1', 'LIS', 'JFK', '2027-05-03T10:30:00', '2027-05-03T13:35:00'])],
    },
    {
      duration: 'PT6H50M',
      segments: [amadeusSegment(['2', 'EWR', 'LIS', '2027-05-10T18:00:00', '2027-05-11T05:50:00'])],
    },
  ],
  price: { currency: 'EUR', total: '1010.50', base: '800.00', grandTotal: '1010.50' },
  validatingAirlineCodes: ['TP'],
  travelerPricings: [
    traveller('1', 'ADULT', '380.25', '300.00'),
    traveller('2', 'ADULT', '380.25', '300.00'),
    traveller('3', 'CHILD', '250.00', '200.00'),
  ],
}

export const kiwiOffer = {
  id: 'k1',
  flyFrom: 'LIS',
  flyTo: 'FCO',
  price: 180.4,
  conversion: { EUR: 180.4 },
  duration: { departure: 10_500, return: 10_800, total: 21_300 },
  bags_price: { 1: 0, 2: 44.1 },
  availability: { seats: 3 },
  route: [
    {
      flyFrom: 'LIS',
      flyTo: 'FCO',
      airline: 'FR',
      flight_no: 5805,
      operating_carrier: '',
      fare_category: 'M',
      // Local times 2027-05-03 10:30 and 14:25.
      dTime: 1_809_340_200,
      aTime: 1_809_354_300,
      dTimeUTC: 1_809_336_600,
      aTimeUTC: 1_809_347_100,
      return: 0,
    },
    {
      flyFrom: 'FCO',
      flyTo: 'LIS',
      airline: 'FR',
      flight_no: 5806,
      local_departure: '2027-05-10T18:00:00.000Z',
      local_arrival: '2027-05-10T20:00:00.000Z',
      utc_departure: '2027-05-10T16:00:00.000Z',
      utc_arrival: '2027-05-10T19:00:00.000Z',
      return: 1,
    },
  ],
}

export const kiwiDocument = {
  search_id: 'kiwi-search',
  currency: 'EUR',
  fx_rate: 1,
  data: [kiwiOffer],
}

const duffelPlace = (code: string) => ({ iata_code: code, type: 'airport' })

export const duffelOffer = {
  id: 'off_1',
  created_at: '2026-11-20T10:12:14.545Z',
  expires_at: '2026-11-20T12:42:14.545Z',
  owner: { iata_code: 'BA' },
  total_amount: '90.00',
  total_currency: 'GBP',
  base_amount: '60.00',
  base_currency: 'GBP',
  tax_amount: '30.00',
  tax_currency: 'GBP',
  passengers: [
    { id: 'pas_1', type: 'adult' },
    { id: 'pas_2', type: null, age: 34 },
  ],
  slices: [
    {
      duration: 'PT02H26M',
      origin: duffelPlace('LHR'),
      destination: duffelPlace('LIS'),
      segments: [
        {
          origin: duffelPlace('LHR'),
          destination: duffelPlace('LIS'),
          departing_at: '2027-06-13T16:38:02',
          arriving_at: '2027-06-13T19:04:02',
          duration: 'PT02H26M',
          stops: [],
          marketing_carrier: { iata_code: 'BA' },
          marketing_carrier_flight_number: '0501',
          operating_carrier: { iata_code: 'BA' },
          passengers: [
            {
              passenger_id: 'pas_1',
              cabin_class: 'premium_economy',
              fare_basis_code: 'WHNR',
              baggages: [
                { type: 'checked', quantity: 2 },
                { type: 'carry_on', quantity: 1 },
              ],
            },
          ],
        },
      ],
    },
  ],
}

export const duffelRequest = {
  data: {
    id: 'orq_1',
    created_at: '2026-11-20T10:12:00Z',
    cabin_class: 'premium_economy',
    passengers: duffelOffer.passengers,
    slices: [{ origin: duffelPlace('LHR'), destination: duffelPlace('LIS') }],
    offers: [duffelOffer],
  },
}

const scheduled = (id: number, from: string, to: string, leaves: string, lands: string) => ({
  id,
  stopCount: 0,
  elapsedTime: 100,
  departure: { airport: from, time: leaves },
  arrival: { airport: to, time: lands, ...(lands < leaves ? { dateAdjustment: 1 } : {}) },
  carrier: { marketing: 'AA', marketingFlightNumber: 900 + id, operating: 'MQ' },
})

/** Two adults and a child fly DFW-ORD-SFO overnight and come straight back. */
export const sabreGrouped = {
  groupedItineraryResponse: {
    version: '6.2.0',
    statistics: { itineraryCount: 1 },
    scheduleDescs: [
      scheduled(3, 'SFO', 'DFW', '09:00:00-07:00', '14:30:00-05:00'),
      scheduled(1, 'DFW', 'ORD', '21:00:00-05:00', '23:20:00-05:00'),
      scheduled(2, 'ORD', 'SFO', '00:30:00-05:00', '02:50:00-07:00'),
    ],
    legDescs: [
      { id: 7, elapsedTime: 470, schedules: [{ ref: 1 }, { ref: 2, departureDateAdjustment: 1 }] },
      { id: 8, elapsedTime: 210, schedules: [{ ref: 3 }] },
    ],
    fareComponentDescs: [
      { id: 1, fareBasisCode: 'NVAKZNN1', cabinCode: 'Y' },
      { id: 2, fareBasisCode: 'SVAKZNN1', cabinCode: 'Y' },
    ],
    baggageAllowanceDescs: [
      { id: 1, pieceCount: 1 },
      { id: 2, weight: 23, unit: 'kg' },
    ],
    itineraryGroups: [
      {
        groupDescription: {
          legDescriptions: [
            { departureDate: '2027-10-01', departureLocation: 'DFW', arrivalLocation: 'SFO' },
            { departureDate: '2027-10-08', departureLocation: 'SFO', arrivalLocation: 'DFW' },
          ],
        },
        itineraries: [
          {
            id: 1,
            legs: [{ ref: 7 }, { ref: 8 }],
            pricingInformation: [
              {
                fare: {
                  validatingCarrierCode: 'AA',
                  totalFare: { totalPrice: 600.5, currency: 'USD' },
                  passengerInfoList: [
                    { passengerInfo: sabrePassenger('ADT', 2, 210.25, 150, 'EUR', 180) },
                    { passengerInfo: sabrePassenger('C07', 1, 180, 160, 'USD', undefined) },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  },
}

function sabrePassenger(
  passengerType: string,
  passengerNumber: number,
  totalFare: number,
  baseFareAmount: number,
  baseFareCurrency: string,
  equivalentAmount: number | undefined
) {
  const segment = (bookingCode: string, seatsAvailable: number) => ({
    segment: { bookingCode, cabinCode: 'Y', seatsAvailable },
  })
  return {
    passengerType,
    passengerNumber,
    passengerTotalFare: {
      totalFare,
      currency: 'USD',
      baseFareAmount,
      baseFareCurrency,
      equivalentAmount,
      equivalentCurrency: equivalentAmount === undefined ? undefined : 'USD',
    },
    fareComponents: [
      { ref: 1, segments: [segment('N', 7), segment('N', 4)] },
      { ref: 2, segments: [segment('S', 9)] },
    ],
    baggageInformation: [
      { provisionType: 'A', allowance: { ref: 1 } },
      { provisionType: 'A', allowance: { ref: 2 } },
      { provisionType: 'C', charge: { ref: 9 } },
    ],
  }
}

const classicFlight = (from: string, to: string, leaves: string, lands: string) => ({
  DepartureDateTime: leaves,
  ArrivalDateTime: lands,
  StopQuantity: 0,
  FlightNumber: '0268',
  ResBookDesigCode: 'N',
  ElapsedTime: 120,
  DepartureAirport: { LocationCode: from },
  ArrivalAirport: { LocationCode: to },
  OperatingAirline: { Code: 'AA' },
  MarketingAirline: { Code: 'AA' },
})

const fareInfo = (seats: number) => ({
  TPA_Extensions: { SeatsRemaining: { Number: seats }, Cabin: { Cabin: 'C' } },
})

const usd = (Amount: number) => ({ Amount, CurrencyCode: 'USD' })

/** Lists of one element are the element itself, as in JSON converted from XML. */
export const sabreItinerary = {
  SequenceNumber: 1,
  AirItinerary: {
    OriginDestinationOptions: {
      OriginDestinationOption: [
        {
          ElapsedTime: 300,
          FlightSegment: [
            classicFlight('DFW', 'ORD', '2027-10-01T10:00:00', '2027-10-01T12:00:00'),
            classicFlight('ORD', 'SFO', '2027-10-01T13:00:00', '2027-10-01T15:00:00'),
          ],
        },
        {
          ElapsedTime: 204,
          FlightSegment: classicFlight('SFO', 'DFW', '2027-10-08T00:36:00', '2027-10-08T06:00:00'),
        },
      ],
    },
  },
  AirItineraryPricingInfo: {
    ItinTotalFare: { BaseFare: usd(424.2), TotalFare: usd(512.82) },
    PTC_FareBreakdowns: {
      PTC_FareBreakdown: {
        PassengerTypeQuantity: { Code: 'ADT', Quantity: 2 },
        FareBasisCodes: {
          FareBasisCode: [
            { DepartureAirportCode: 'DFW', ArrivalAirportCode: 'SFO', content: 'NOUT' },
            { DepartureAirportCode: 'SFO', ArrivalAirportCode: 'DFW', content: 'NBACK' },
          ],
        },
        PassengerFare: {
          BaseFare: usd(212.1),
          TotalFare: usd(256.41),
          TPA_Extensions: {
            BaggageInformationList: {
              BaggageInformation: [
                { ProvisionType: 'A', Allowance: { Pieces: 2 } },
                { ProvisionType: 'A', Allowance: [{ Pieces: 1 }] },
              ],
            },
          },
        },
        FareInfos: { FareInfo: [fareInfo(7), fareInfo(5), fareInfo(9)] },
      },
    },
  },
  TPA_Extensions: { ValidatingCarrier: { Code: 'AA' } },
}

export const sabreClassic = {
  OTA_AirLowFareSearchRS: {
    PricedItinCount: 1,
    PricedItineraries: { PricedItinerary: [sabreItinerary] },
  },
}
