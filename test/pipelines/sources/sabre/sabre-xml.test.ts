import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sabre } from '../../../../pipelines/sources/sabre/sabre'
import { sabreXml } from '../../../../pipelines/sources/sabre/sabre-xml'
import { readXml } from '../../../../pipelines/sources/xml/xml'
import { damaged } from '../../../build/damaged-documents'
import { context, offersIn, refusalsAtDoor, sabreClassic } from '../../../build/documents'

const parsed = (xml: string) => {
  const result = readXml(xml)
  if ('refused' in result) throw new Error(result.refused)
  return result.document
}
const read = (xml: string) => sabreXml.read(parsed(xml), context)
const soap = (inside: string) =>
  `<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Header/><soap-env:Body>${inside}</soap-env:Body></soap-env:Envelope>`

/** Converts text fields to attributes and records to elements, as Sabre's two formats correspond. */
function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('')
  if (typeof value !== 'object' || value === null) return `<${name}>${value}</${name}>`
  const fields = Object.entries(value)
  const own = fields.filter(([, each]) => typeof each !== 'object' && each !== undefined)
  const attributes = own
    .filter(([key]) => key !== 'content')
    .map(([key, each]) => ` ${key}="${each}"`)
    .join('')
  const inside = fields
    .filter(([, each]) => typeof each === 'object')
    .map(([key, each]) => element(key, each))
  const text = own.filter(([key]) => key === 'content').map(([, each]) => String(each))
  return `<${name}${attributes}>${[...text, ...inside].join('')}</${name}>`
}

const ROOT = 'OTA_AirLowFareSearchRS'
const classic = element(ROOT, sabreClassic[ROOT])

describe('sabre answers in XML', () => {
  it.each([
    ['bare', classic],
    ['in SOAP', soap(classic)],
  ])('say what the same answer in JSON says: %s', (_, xml) => {
    const result = read(xml)
    expect(result.problems).toEqual([])
    expect(refusalsAtDoor(result)).toEqual([])
    expect(result).toEqual(sabre.read(sabreClassic, context))
    expect(offersIn(result)).toMatchObject([
      { price: 256.41, total_price: 512.82, seats_remaining: 5 },
    ])
  })

  it('make an itinerary without a price a problem', () => {
    const result = read(
      classic.replace(/<AirItineraryPricingInfo.*<\/AirItineraryPricingInfo>/, '')
    )
    expect(result).toMatchObject({ events: [], problems: [{ code: 'no-price' }] })
  })

  it.each([
    [
      'nothing',
      `<${ROOT}><Success/><PricedItineraries/></${ROOT}>`,
      'no-offers',
      'holds no priced itinerary',
    ],
    [
      'an error of attributes',
      `<${ROOT}><Errors><Error Type="ERR" ShortText="Invalid city"/></Errors></${ROOT}>`,
      'error-response',
      'Invalid city',
    ],
    [
      'an error in its text',
      `<${ROOT}><Errors><Error Code="MSG">No flight schedules for this route</Error></Errors></${ROOT}>`,
      'no-offers',
      'No flight schedules for this route',
    ],
    [
      'a fault',
      soap(
        '<soap-env:Fault><faultcode>soap-env:Client.InvalidSecurityToken</faultcode><faultstring>Invalid token</faultstring><detail><StackTrace>com.sabre</StackTrace></detail></soap-env:Fault>'
      ),
      'error-response',
      'Invalid token',
    ],
  ])('are understood without offers: %s', (_, xml, code, detail) => {
    expect(sabreXml.recognises(parsed(xml))).toBe(true)
    expect(read(xml)).toMatchObject({ events: [], problems: [{ code, detail }] })
  })

  it('neither throw nor make a NaN when they are damaged', () => {
    fc.assert(
      fc.property(damaged(parsed(soap(classic))), (document) => {
        const result = sabreXml.read(document, context)
        expect(offersIn(result).length + result.problems.length).toBeGreaterThan(0)
        expect(JSON.stringify(result.events)).not.toMatch(/null/)
        expect(refusalsAtDoor(result)).toEqual([])
      })
    )
  })
})
