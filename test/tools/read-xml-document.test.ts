/** Recorded answers in XML against counts taken from their text. DATA_DIR holds gds/. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../pipelines/intake/recognise'

const dataDir = process.env.DATA_DIR
const folder = join(dataDir ?? '', 'gds')

const occurrences = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

/** Any option of one leg goes with any of the other. */
function combinationsIn(text: string): number {
  const points = text.split('<air:AirPricePoint ').slice(1)
  return points.reduce((sum, point) => {
    const legs = point.split('<air:FlightOption ').slice(1)
    return sum + legs.reduce((count, leg) => count * occurrences(leg, /<air:Option /g), 1)
  }, 0)
}

const read = (file: string) => {
  const text = readFileSync(join(folder, file), 'utf8')
  return { text, read: readDocument(text, { receivedAt: 0, documentId: 'd' }) }
}

describe.skipIf(!dataDir || !existsSync(folder))('a recorded document in XML', () => {
  it.each([
    [
      'ndc/iata_airshopping_2019.2_full.xml',
      'ndc',
      (text: string) => occurrences(text, /<Offer>/g),
      [212.58, 690.36],
    ],
    [
      'travelport/LowFaresSearch.1ADTSELIEV.solutionResult.xml',
      'travelport',
      (text: string) => occurrences(text, /<air:AirPricingSolution /g),
      [863_900, 3_340_200],
    ],
    ['travelport/LowFaresSearch.1ADTIEVPAR.xml', 'travelport', combinationsIn, [178.74, 2228.43]],
  ])('%s gives every offer', (file, source, count, range) => {
    const { text, read: result } = read(file)
    if (!('result' in result)) throw new Error(result.detail)
    expect(result.source).toBe(source)
    expect(result.result.problems).toEqual([])
    const prices = result.result.events.flatMap((event) =>
      event.price_offers.map(({ price }) => price)
    )
    expect(prices).toHaveLength(count(text))
    expect([Math.min(...prices), Math.max(...prices)]).toEqual(range)
  })

  it.each([
    ['ndc/openndc_airshopping_15.2_no_offers.xml', 'no-offers', 'holds no offer'],
    ['travelport/NoAgreementError.xml', 'error-response', 'NO AGREEMENT EXISTS FOR AGENCY - 7J8J'],
  ])('%s has no offers, and says why', (file, code, detail) => {
    expect(read(file).read).toMatchObject({ result: { events: [], problems: [{ code, detail }] } })
  })
})
