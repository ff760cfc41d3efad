import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainSearch } from '../../../pipelines/wire/plain-search'
import { SearchWire } from '../../../pipelines/wire/wire'
import {
  broken,
  detailedOffer,
  detailedOffers,
  nativeSearches,
  search,
} from '../../build/native-events'

test('a plain search is one whose fields the schema returns unchanged', () => {
  let plain = 0
  const check = (record: object) => {
    if (!isPlainSearch(record)) return
    plain += 1
    expect(record).toMatchObject(SearchWire.parse(record))
  }
  fc.assert(fc.property(nativeSearches, check), { numRuns: 5_000 })
  fc.assert(fc.property(broken(nativeSearches), check), { numRuns: 5_000 })
  fc.assert(fc.property(broken(fc.constant(search())), check), { numRuns: 5_000 })
  const spoilt = broken(detailedOffers).map((offer) => search({ price_offers: [offer] }))
  fc.assert(fc.property(spoilt, check), { numRuns: 5_000 })
  expect(plain).toBeGreaterThan(50)
})

test('the documented search takes the quick way', () => {
  expect(isPlainSearch(search())).toBe(true)
  expect(isPlainSearch(search({ price_offers: [detailedOffer()], source: 'ndc' }))).toBe(true)
  expect(isPlainSearch(search({ type: 'search', return_date: null, user_id: null }))).toBe(true)
})

test('nothing but an object is a search', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(isPlainSearch(value)).toBe(false)
    })
  )
})
