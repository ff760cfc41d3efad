/** Recorded answers, where they are at hand: counts as a reading of the documents by eye gives them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../pipelines/sources/recognise'
import { context, offersIn, refusalsAtDoor } from './documents'

const FOLDER = join(process.env.DATA_DIR ?? '../shared/data', 'gds')

describe.skipIf(!existsSync(FOLDER))('recorded XML answers', () => {
  it.each([
    ['ndc/iata_airshopping_2019.2_full.xml', 'ndc', 39, 212.58, 'USD'],
    ['travelport/LowFaresSearch.1ADTSELIEV.solutionResult.xml', 'travelport', 65, 863_900, 'KRW'],
    // 45 price points of 194 combinations of their options.
    ['travelport/LowFaresSearch.1ADTIEVPAR.xml', 'travelport', 194, 178.74, 'EUR'],
  ])('%s: every offer, none refused', (file, source, count, lowest, currency) => {
    const read = readDocument(readFileSync(join(FOLDER, file), 'utf8'), context)
    if (!('reading' in read)) throw new Error(read.detail)
    expect(read.source).toBe(source)
    expect(read.reading.problems).toEqual([])
    expect(offersIn(read.reading)).toHaveLength(count)
    expect(Math.min(...offersIn(read.reading).map(({ price }) => price))).toBe(lowest)
    expect(new Set(read.reading.events.map((event) => event.currency))).toEqual(new Set([currency]))
    expect(refusalsAtDoor(read.reading)).toEqual([])
  })

  it.each([
    ['ndc/openndc_airshopping_15.2_no_offers.xml', 'no-offers', 'holds no offer'],
    ['travelport/NoAgreementError.xml', 'error-response', 'NO AGREEMENT EXISTS FOR AGENCY - 7J8J'],
  ])('%s: no offers, and why', (file, code, detail) => {
    const read = readDocument(readFileSync(join(FOLDER, file), 'utf8'), context)
    expect(read).toMatchObject({ reading: { events: [], problems: [{ code, detail }] } })
  })
})
