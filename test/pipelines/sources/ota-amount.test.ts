import { expect, test } from 'vitest'
import { otaAmount } from '../../../pipelines/sources/ota-amount'
import { sabreXml } from '../../../pipelines/sources/sabre/sabre-xml'
import { readXml } from '../../../pipelines/sources/xml/xml'
import { context, offersIn, refusalsAtDoor } from '../../build/documents'

test('an amount without a point includes the minor unit that DecimalPlaces counts', () => {
  expect(otaAmount({ Amount: '8500', DecimalPlaces: '2' })).toBe(85)
  expect(otaAmount({ Amount: '45250', DecimalPlaces: '3' })).toBe(45.25)
  expect(otaAmount({ Amount: '45250', DecimalPlaces: '0' })).toBe(45_250)
  expect(otaAmount({ Amount: '45250' })).toBe(45_250)
})

test('an amount with a point is taken as written, and so is a number of JSON', () => {
  expect(otaAmount({ Amount: '85.00', DecimalPlaces: '2' })).toBe(85)
  expect(otaAmount({ Amount: 212, DecimalPlaces: 2 })).toBe(212)
})

test('an amount whose places cannot be right is not read', () => {
  expect(otaAmount({ Amount: '8500', DecimalPlaces: '-1' })).toBeUndefined()
  expect(otaAmount({ Amount: '8500', DecimalPlaces: '12' })).toBeUndefined()
  expect(otaAmount({ DecimalPlaces: '2' })).toBeUndefined()
})

/** SHJ-KWI at 45.250 Kuwaiti dinar, as a gateway of the OpenTravel schemas writes it. */
const money = '<TotalFare Amount="45250" CurrencyCode="KWD" DecimalPlaces="3"/>'
const DOCUMENT = `<OTA_AirLowFareSearchRS xmlns="http://www.opentravel.org/OTA/2003/05" Version="2.001"><Success/>
<PricedItineraries><PricedItinerary SequenceNumber="1"><AirItinerary><OriginDestinationOptions><OriginDestinationOption>
<FlightSegment DepartureDateTime="2026-12-20T10:00:00" ArrivalDateTime="2026-12-20T12:10:00" FlightNumber="501"
 ResBookDesigCode="Y" StopQuantity="0"><DepartureAirport LocationCode="SHJ"/><ArrivalAirport LocationCode="KWI"/>
<OperatingAirline Code="G9"/><MarketingAirline Code="G9"/></FlightSegment>
</OriginDestinationOption></OriginDestinationOptions></AirItinerary><AirItineraryPricingInfo>
<ItinTotalFare>${money}</ItinTotalFare><PTC_FareBreakdowns><PTC_FareBreakdown>
<PassengerTypeQuantity Code="ADT" Quantity="1"/><PassengerFare>${money.replace('TotalFare', 'BaseFare')}${money}</PassengerFare>
</PTC_FareBreakdown></PTC_FareBreakdowns></AirItineraryPricingInfo></PricedItinerary></PricedItineraries></OTA_AirLowFareSearchRS>`

test('a fare in dinar with implied decimals is read as 45.250, not 45250', () => {
  const xml = readXml(DOCUMENT)
  if ('refused' in xml) throw new Error(xml.refused)
  const result = sabreXml.read(xml.document, context)
  expect(result.problems).toEqual([])
  expect(refusalsAtDoor(result)).toEqual([])
  expect(offersIn(result)).toMatchObject([{ price: 45.25, base_price: 45.25, total_price: 45.25 }])
})
