/** Slates for tests: offers of one trip with ordinary prices, carriers and times. */
import type { RankOffer } from '../../pipelines/answers/ranking/offer-slate'
import { stream } from '../../pipelines/simulator/world/stream'

const CARRIERS = ['TP', 'UA', 'AA', 'DL', 'BA', 'IB']

export function slateOf(count: number, seed: number): RankOffer[] {
  const draw = stream(seed, 'slate')
  return Array.from({ length: count }, (_, at) => {
    const stops = Math.floor(draw() * 3)
    return {
      id: `offer-${at}`,
      amount: Math.round(20_000 * (1 + draw()) * (1 - 0.08 * stops)),
      airline: CARRIERS[Math.floor(draw() * CARRIERS.length)],
      durationMinutes: Math.round(440 + 180 * stops + 60 * draw()),
      stops,
      departsMinute: Math.floor(draw() * 1440),
      bagsIncluded: Math.floor(draw() * 2),
    }
  })
}

export function wireSlate(count: number, seed: number) {
  return slateOf(count, seed).map(({ id, amount, airline, durationMinutes, stops, ...offer }) => ({
    id,
    price: { amount: (amount / 100).toFixed(2), currency: 'EUR' },
    carrier: airline,
    duration_minutes: durationMinutes,
    stops,
    departure_at: `2026-12-18T${clock(offer.departsMinute ?? 0)}`,
    bags_included: offer.bagsIncluded,
  }))
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
