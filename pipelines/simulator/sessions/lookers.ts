/** Sessions that only look: most of them. They come back to the same trip on following days. */
import type { MarketDate, SeenParty } from '../pricing/market-date'
import type { MarketPlan } from '../pricing/market-plan'
import { drawParty, type Party } from '../pricing/shopping'
import { poisson, stream } from '../world/stream'

export type Looker = { readonly unit: MarketDate; readonly party: SeenParty; readonly name: string }

/** Sessions of parties that decide are the rest. */
const LOOKING_SHARE = 0.7
const COMES_BACK = 0.3
const MOST_DAYS_LATER = 4
/** Lookers' numbers follow those of parties, which are counted from 1. */
const FIRST_NUMBER = 1_000_000

export function* lookersOf(
  plan: MarketPlan,
  units: ReadonlyMap<number, MarketDate>,
  day: number,
  asked: number
): Generator<Looker, void> {
  const { market, sessionsPerDay } = plan.market
  const random = stream(plan.seed, `${market}/looking/${day}`)
  const count = poisson(random, sessionsPerDay * asked * LOOKING_SHARE)
  for (let index = 0; index < count; index += 1) {
    const later = random() < COMES_BACK ? 1 + Math.floor(random() * MOST_DAYS_LATER) : 0
    const name = `${market}/look/${day - later}/${later > 0 ? Math.floor(index / 2) : index}`
    const looker = lookerNamed(plan, units, name, day - later)
    if (!looker) continue
    const { unit, party } = looker
    const seen: SeenParty = {
      party,
      number: FIRST_NUMBER + index,
      day,
      moment: random(),
      fares: unit.flights.map(({ fare }) => fare),
      seats: unit.flights.map(({ remaining }) => remaining),
      postponed: true,
    }
    yield { unit, party: seen, name }
  }
}

/** Who looked first on a day, and at which date; undefined when that has left or is not watched. */
function lookerNamed(
  plan: MarketPlan,
  units: ReadonlyMap<number, MarketDate>,
  name: string,
  firstDay: number
): { readonly unit: MarketDate; readonly party: Party } | undefined {
  const random = stream(plan.seed, name)
  const business = random() < plan.market.businessShare
  const curve = business ? plan.curves.business : plan.curves.leisure
  const draw = random()
  let sum = 0
  const ahead = curve.findIndex((share) => {
    sum += share
    return draw < sum
  })
  const unit = units.get(firstDay + Math.max(0, ahead))
  if (!unit || unit.flights.length === 0) return undefined
  const party: Party = { segment: 'leisure', size: 1, worth: 0, likesMinute: 0, local: true }
  return { unit, party: drawParty(plan, business ? 1 : 0, random, party) }
}
