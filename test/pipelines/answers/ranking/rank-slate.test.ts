import { describe, expect, test } from 'vitest'
import type { RankOffer, RankOptions } from '../../../../pipelines/answers/ranking/offer-slate'
import { rankSlate } from '../../../../pipelines/answers/ranking/rank-slate'
import { createTaste, observeTaste } from '../../../../pipelines/features/choice/taste'
import { slateOf } from '../../../build/offer-slates'

const PLAIN: RankOptions = { order: 'utility', filters: {}, boosts: [], diversity: 0 }
const rank = (offers: readonly RankOffer[], options: Partial<RankOptions> = {}) =>
  rankSlate(offers, createTaste(), { ...PLAIN, ...options })
const ids = ({ offers }: ReturnType<typeof rankSlate>) => offers.map(({ offer }) => offer.id)

const offer = (id: string, more: Partial<RankOffer> = {}): RankOffer => ({
  id,
  amount: 30_000,
  airline: 'TP',
  durationMinutes: 480,
  stops: 0,
  departsMinute: 600,
  ...more,
})

describe('order', () => {
  test('a cheaper, a faster and a more direct offer each stand before a like one', () => {
    expect(ids(rank([offer('a'), offer('b', { amount: 29_000 })]))).toEqual(['b', 'a'])
    expect(ids(rank([offer('a'), offer('b', { durationMinutes: 420 })]))).toEqual(['b', 'a'])
    expect(ids(rank([offer('a', { stops: 1 }), offer('b')]))).toEqual(['b', 'a'])
  })

  test('equal offers stand in the order of their ids, however they are sent', () => {
    expect(ids(rank([offer('b'), offer('a')]))).toEqual(['a', 'b'])
  })

  test('scores are bit-equal in 1,000 shuffles and in smaller slates', () => {
    const slate = slateOf(40, 1)
    const scores = new Map(rank(slate).offers.map(({ offer: { id }, utility }) => [id, utility]))
    for (let seed = 0; seed < 1_000; seed += 1) {
      const shuffled = slateOf(40, seed + 2).map(({ amount }, at) => ({ amount, at }))
      const order = shuffled.sort((a, b) => a.amount - b.amount).map(({ at }) => at)
      const some = order.slice(0, 5 + (seed % 36)).flatMap((at) => slate[at] ?? [])
      for (const { offer: same, utility } of rank(some).offers) {
        expect(utility).toBe(scores.get(same.id))
      }
    }
  })

  test('an unknown duration counts as the median, not as an instant journey', () => {
    const slate = [
      offer('fast', { durationMinutes: 400 }),
      offer('slow', { durationMinutes: 600 }),
      offer('middle', { durationMinutes: 500 }),
      offer('unknown', { durationMinutes: undefined }),
    ]
    expect(ids(rank(slate))).toEqual(['fast', 'middle', 'unknown', 'slow'])
  })
})

describe('probabilities', () => {
  test.each([1, 2, 30, 1_000])('of %i offers and of none add up to 1', (count) => {
    const { offers, noneProbability } = rank(slateOf(count, 7))
    const sum = offers.reduce((total, { probability }) => total + probability, noneProbability)
    expect(sum).toBeCloseTo(1, 12)
    expect(offers.every(({ probability }) => probability > 0)).toBe(true)
  })
})

describe('labels and reasons', () => {
  test('the first is best, and the cheapest and the fastest are named', () => {
    const { offers } = rank([
      offer('cheap', { amount: 15_000, durationMinutes: 900, stops: 2 }),
      offer('fast', { amount: 60_000, durationMinutes: 430 }),
      offer('between', { amount: 17_000, durationMinutes: 480 }),
    ])
    const labels = Object.fromEntries(offers.map(({ offer: { id }, labels }) => [id, labels]))
    expect(labels.cheap).toContain('cheapest')
    expect(labels.fast).toContain('fastest')
    expect(offers[0]?.labels[0]).toBe('best')
  })

  test('the strongest reason of an offer that differs in price alone is its price', () => {
    const { offers } = rank([offer('a', { amount: 20_000 }), offer('b')])
    expect(offers[0]?.reasons).toMatchObject([{ code: 'price', effect: expect.any(Number) }])
    expect(offers[0]?.reasons[0]?.effect).toBeGreaterThan(0)
    expect(offers[1]?.reasons[0]?.effect).toBeLessThan(0)
  })

  test('offers alike have no reasons', () => {
    expect(rank([offer('a'), offer('b')]).offers.map(({ reasons }) => reasons)).toEqual([[], []])
  })
})

describe('filters and boosts', () => {
  const slate = [
    offer('direct', { airline: 'TP' }),
    offer('stop', { airline: 'UA', stops: 1, amount: 20_000 }),
    offer('unknown', { airline: undefined, stops: undefined, amount: 25_000 }),
  ]

  test('an offer that does not fit is left out and named', () => {
    const { filtered, ...ranking } = rank(slate, { filters: { maxStops: 0 } })
    expect(filtered).toEqual(['stop', 'unknown'])
    expect(ids({ filtered, ...ranking })).toEqual(['direct'])
    expect(rank(slate, { filters: { carriers: ['UA'] } }).filtered).toEqual(['direct', 'unknown'])
    expect(rank(slate, { filters: { withoutCarriers: ['UA'] } }).filtered).toEqual(['stop'])
    expect(rank(slate, { filters: { maxAmount: 24_000 } }).filtered).toEqual(['direct', 'unknown'])
    expect(rank(slate, { filters: { maxDurationMinutes: 100 } }).filtered).toHaveLength(3)
  })

  test('filters that leave nothing give a ranking of nothing', () => {
    const filters = { maxAmount: 1 }
    expect(rank(slate, { filters })).toMatchObject({ offers: [], noneProbability: 1 })
  })

  test('a boost lifts the offers it names and is their reason', () => {
    const twins = [offer('a', { airline: 'TP' }), offer('b', { airline: 'UA' })]
    const boosts = [{ when: { carrier: 'UA' }, add: 1 }]
    const [first] = rank(twins, { boosts }).offers
    expect(first?.offer.id).toBe('b')
    expect(first?.reasons[0]?.code).toBe('boost')
  })
})

describe('taste', () => {
  /** A traveller who takes the cheapest offer of one airline, whatever the others cost. */
  function loyalTaste(choices: number) {
    const taste = createTaste()
    for (let seed = 0; seed < choices; seed += 1) {
      const offers = slateOf(20, 100 + seed)
      const own = offers.filter(({ airline }) => airline === 'IB')
      const [cheapest] = own.sort((a, b) => a.amount - b.amount)
      if (!cheapest) continue
      const expected = offers.map(() => 1 / offers.length)
      observeTaste(taste, { offers, taken: offers.indexOf(cheapest), expected, weight: 1 })
    }
    return taste
  }

  test('an airline that was chosen again and again rises, and is the reason', () => {
    const twins = [offer('other', { airline: 'UA' }), offer('usual', { airline: 'IB' })]
    const [first] = rankSlate(twins, loyalTaste(10), PLAIN).offers
    expect(first?.offer.id).toBe('usual')
    expect(first?.reasons.map(({ code }) => code)).toContain('airline')
  })

  test('the share of the usual airline at the top grows with what is known', () => {
    const share = (choices: number) => {
      const taste = loyalTaste(choices)
      const slates = Array.from({ length: 100 }, (_, at) => slateOf(20, 900 + at))
      const hits = slates.filter(
        (slate) => rankSlate(slate, taste, PLAIN).offers[0]?.offer.airline === 'IB'
      )
      return hits.length
    }
    const [none, few, many] = [share(0), share(4), share(30)]
    expect(few).toBeGreaterThan(none)
    expect(many).toBeGreaterThan(few)
  })

  test('no taste makes a higher price attractive', () => {
    const taste = createTaste()
    for (let seed = 0; seed < 50; seed += 1) {
      const offers = slateOf(10, seed)
      const dearest = offers.reduce((most, each) => (each.amount > most.amount ? each : most))
      const expected = offers.map(() => 0.1)
      observeTaste(taste, { offers, taken: offers.indexOf(dearest), expected, weight: 1 })
    }
    const twins = [offer('dear', { amount: 90_000 }), offer('cheap', { amount: 10_000 })]
    expect(ids(rankSlate(twins, taste, PLAIN))).toEqual(['cheap', 'dear'])
  })
})
