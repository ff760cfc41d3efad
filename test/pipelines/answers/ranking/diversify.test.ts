import { expect, test } from 'vitest'
import { attention } from '../../../../pipelines/answers/ranking/diversify'
import { type RankedOffer, rankSlate } from '../../../../pipelines/answers/ranking/rank-slate'
import { createTaste } from '../../../../pipelines/features/choice/taste'
import { slateOf } from '../../../build/offer-slates'

const rank = (seed: number, diversity: number) => {
  // Each airline has its own level, as on a real page: the cheapest ones fill the top alone.
  const levels = 'TP UA AA DL BA IB'.split(' ')
  const slate = slateOf(120, seed).map((offer) => ({
    ...offer,
    amount: offer.amount * 1.12 ** levels.indexOf(offer.airline ?? ''),
  }))
  return rankSlate(slate, createTaste(), { order: 'utility', filters: {}, boosts: [], diversity })
    .offers
}
const carriers = (offers: readonly RankedOffer[]) =>
  new Set(offers.slice(0, 10).map(({ offer }) => offer.airline)).size
const choices = (offers: readonly RankedOffer[]) =>
  offers.reduce((sum, { probability }, place) => sum + probability * attention(place), 0)

test('variety costs no more of the expected choices than it may', () => {
  for (const diversity of [0.001, 0.01, 0.05]) {
    for (let seed = 0; seed < 200; seed += 1) {
      const [plain, mixed] = [rank(seed, 0), rank(seed, diversity)]
      expect(choices(mixed)).toBeGreaterThanOrEqual(choices(plain) * (1 - diversity) - 1e-12)
      expect(new Set(mixed.map(({ offer }) => offer.id)).size).toBe(plain.length)
      expect(mixed.map(({ rank: place }) => place)).toEqual(plain.map(({ rank: place }) => place))
    }
  }
})

test('one hundredth of the choices buys three tenths more carriers among the first ten', () => {
  let plain = 0
  let mixed = 0
  for (let seed = 0; seed < 200; seed += 1) {
    plain += carriers(rank(seed, 0))
    mixed += carriers(rank(seed, 0.01))
  }
  expect(mixed / plain).toBeGreaterThanOrEqual(1.3)
})
