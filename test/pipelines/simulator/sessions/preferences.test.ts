import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Taste, tasteOf } from '../../../../pipelines/simulator/people/tastes'
import { planMarket } from '../../../../pipelines/simulator/pricing/market-plan'
import { preferencesOf } from '../../../../pipelines/simulator/sessions/preferences'
import type { Place } from '../../../../pipelines/simulator/sessions/slate'
import { NETWORK } from '../../../../pipelines/simulator/world/networks'
import { stream } from '../../../../pipelines/simulator/world/stream'

const [market] = NETWORK
if (!market) throw new Error('The network has no market')
const plan = planMarket(1, market, 0)
const party = { segment: 'leisure', size: 1, worth: 380, likesMinute: 600, local: true } as const
const person = { id: 'person', country: 'PT', place: 3, forWork: 0.1 }
const usual: Taste = { ...tasteOf(1, person, 'leisure'), looksAt: 'all' }

function slateAt(fares: readonly number[]): Place[] {
  return plan.flights.map((flown, index) => {
    const { airline, stops } = flown.flight
    const now = fares[index] ?? market?.usualFare ?? 0
    return {
      plan: flown,
      open: true,
      offer: { airline, price: now, stops },
      now,
      beside: 0,
      factor: 1,
    }
  })
}

function leanings(taste: Taste, fares: readonly number[], seed = 1): readonly number[] {
  return preferencesOf(plan, { person, taste, party }, slateAt(fares), stream(seed, 'thinks'))
    .leanings
}

describe('preferencesOf', () => {
  it('leans no further to an offer that has become dearer', () => {
    const fare = fc.integer({ min: 100, max: 900 })
    fc.assert(
      fc.property(fc.array(fare, { minLength: 6, maxLength: 6 }), fc.nat(5), (fares, place) => {
        const dearer = fares.map((each, index) => (index === place ? each + 50 : each))
        const gap = (at: readonly number[]) => {
          const all = leanings(usual, at)
          return (all[place] ?? 0) - (all[(place + 1) % 6] ?? 0)
        }
        expect(gap(dearer)).toBeLessThan(gap(fares) + 1e-9)
      })
    )
  })

  it('hardly ever chooses an offer that it does not consider', () => {
    const fares = [300, 310, 320, 330, 340, 350]
    const few = leanings({ ...usual, looksAt: 'cheapest', few: 2 }, fares)
    const all = leanings(usual, fares)
    const lost = all.map((each, index) => each - (few[index] ?? 0))
    expect(lost.map(Math.round)).toEqual([0, 0, 10, 10, 10, 10])
    const direct = leanings({ ...usual, looksAt: 'direct' }, fares)
    const stops = plan.flights.map(({ flight }) => (flight.stops > 0 ? 10 : 0))
    expect(all.map((each, index) => Math.round(each - (direct[index] ?? 0)))).toEqual(stops)
  })

  it('weighs a price above the cheapest more than its money, beyond a small margin', () => {
    const plain = { ...usual, dearness: 0 }
    const lossOf = (fare: number) => {
      const fares = [300, fare, 400, 400, 400, 400]
      return (leanings(plain, fares)[1] ?? 0) - (leanings({ ...usual, dearness: 1 }, fares)[1] ?? 0)
    }
    expect(lossOf(320)).toBeCloseTo(0, 9)
    expect(lossOf(350)).toBeGreaterThan(0)
    expect(lossOf(374) / lossOf(349)).toBeCloseTo(2, 9)
  })

  it('takes midnight to be as near to evening as to morning', () => {
    const late = leanings({ ...usual, timeCost: 0.04, likesMinute: 1435 }, [], 5)
    const early = leanings({ ...usual, timeCost: 0.04, likesMinute: 5 }, [], 5)
    for (const [index, each] of late.entries())
      expect(Math.abs(each - (early[index] ?? 0))).toBeLessThan(0.2)
  })

  it('chooses by its leanings up to the random part', () => {
    const slate = slateAt([380, 390, 400, 350, 360, 355])
    const wanted = leanings(usual, [380, 390, 400, 350, 360, 355])
    const odds = wanted.map(Math.exp)
    const total = odds.reduce((sum, each) => sum + each, 1)
    const counts = odds.map(() => 0)
    const TIMES = 20_000
    for (let time = 0; time < TIMES; time += 1) {
      const preferences = preferencesOf(
        plan,
        { person, taste: usual, party },
        slate,
        stream(time, 'again')
      )
      const best = preferences.utilities.indexOf(Math.max(...preferences.utilities))
      if ((preferences.utilities[best] ?? 0) > 0) counts[best] = (counts[best] ?? 0) + 1
    }
    for (const [index, count] of counts.entries()) {
      expect(count / TIMES).toBeCloseTo((odds[index] ?? 0) / total, 1)
    }
  })
})
