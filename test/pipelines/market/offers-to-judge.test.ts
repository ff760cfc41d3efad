import { expect, test } from 'vitest'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyParts, createMarketState } from '../../../pipelines/market/market-state'
import { judgeOffers } from '../../../pipelines/market/offers-to-judge'
import { offer, search } from '../../build/events'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const question = {
  departureDate: '2026-12-20',
  cabin: 'economy',
  roundTrip: false,
  currency: 'EUR',
  airline: 'TP',
  stops: 0,
} as const

function observed() {
  const state = createMarketState('LIS-FCO')
  const events = Array.from({ length: 30 }, (_, at) =>
    search({
      id: `s${at}`,
      market: 'LIS-FCO',
      at: NOW - 60_000 + at,
      departureDate: '2026-12-20',
      offers: [offer(10_000 + at * 10)],
    })
  )
  applyParts(state, packBatch('usual', events), NOW)
  return state
}

test('a price near the level scores low, one far away is doubted, as the gate would', () => {
  const [usual, wrong] = judgeOffers(
    observed(),
    [10_500, 300].map((amountMinor) => ({ ...question, amountMinor })),
    NOW
  )
  expect(usual?.doubt).toBeUndefined()
  expect(usual?.strength).toBeLessThan(0.2)
  expect(wrong?.doubt).toBeDefined()
  expect(wrong?.strength).toBeGreaterThan(1)
  expect(wrong?.expectedMinor).toBeGreaterThan(9_000)
})

test('a market without fares judges by its distance and has no strength', () => {
  const [odd] = judgeOffers(createMarketState('LIS-FCO'), [{ ...question, amountMinor: 110 }], NOW)
  expect(odd).toMatchObject({ doubt: 'implausible', strength: undefined })
})

test('judging changes nothing', () => {
  const state = observed()
  const before = structuredClone({ version: state.version, touched: [...state.touched] })
  judgeOffers(state, [{ ...question, amountMinor: 300 }], NOW)
  expect({ version: state.version, touched: [...state.touched] }).toEqual(before)
})
