/** Sessions of shoppers who only look, the majority. They return to the same trip on following days. */
import type { MarketDate, SeenParty } from '../pricing/market-date'
import type { MarketPlan } from '../pricing/market-plan'
import { drawParty, type Party } from '../pricing/shopping'
import { poisson, stream } from '../world/stream'

export type Looker = { readonly unit: MarketDate; readonly party: SeenParty; readonly name: string }

/** Share of sessions that only look; the rest belong to parties that decide. */
const LOOKING_SHARE = 0.7
const COMES_BACK = 0.3
const MOST_DAYS_LATER = 4
/** Lookers are numbered from here, above the parties, which are numbered from 1. */
const FIRST_NUMBER = 1_000_000

export function* lookersOf(
  plan: MarketPlan,
  units: ReadonlyMap<number, MarketDate>,
  day: number,
  level: number
): Generator<Looker, void> {
  const { market, sessionsPerDay } = plan.market
  const random = stream(plan.seed, `${market}/looking/${day}`)
  const count = poisson(random, sessionsPerDay * level * LOOKING_SHARE)
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

/** Returns a looker of a day with its date; undefined when that has departed or is not observed. */
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
