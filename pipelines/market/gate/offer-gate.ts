/**
 * The gate of a fare group: judges each offer before it is counted, learns the levels of those that
 * pass, and keeps the others in quarantine until they are confirmed.
 */
import { DAY_MS, dayNumberAt, dayOf } from '../../../models/airline/calendar'
import { createEventCounts, type EventCounts, tally } from '../bounds/market-tally'
import { evictStalest } from '../bounds/stalest'
import {
  createLevel,
  type ExpectedLevel,
  type LevelPlace,
  type LevelReading,
  learnLevel,
  levelPlace,
  readLevel,
} from './expected-level'
import { ENOUGH, type Judgement, judgeOffer } from './judge-offer'
import type { Bounds } from './plausible-bounds'
import { type Suspects, sight } from './suspects'

/** As many as airline levels. */
const MAX_LEVELS = 48

export type OfferGate = {
  readonly all: ExpectedLevel
  readonly airlines: Map<string, { lastObservedAt: number; readonly level: ExpectedLevel }>
  readonly suspects: Suspects
  /** Offers kept in quarantine, by day. */
  readonly quarantined: EventCounts
}

export type GatedOffer = {
  readonly at: number
  readonly departureDay: number
  /** Place of the departure in the levels, see `placeOf`. */
  readonly place: LevelPlace
  readonly airline: string
  readonly amountMinor: number
  readonly sender: string
  readonly lastLog: number | undefined
  readonly bounds: Bounds | undefined
}

export function createGate(): OfferGate {
  return {
    all: createLevel(),
    airlines: new Map(),
    suspects: new Map(),
    quarantined: createEventCounts(DAY_MS, 30),
  }
}

/** Returns why an offer is kept in quarantine; undefined when it may be counted. */
export function quarantineOffer(gate: OfferGate, offer: GatedOffer): Judgement | undefined {
  const { at, departureDay, airline, amountMinor, sender, lastLog, bounds } = offer
  const levels = levelsOf(gate, offer)
  const judgement = judgeOffer(amountMinor, { levels, lastLog, bounds })
  if (!judgement) return undefined
  const { doubt, expectedMinor } = judgement
  const sighting = { departureDay, airline, doubt, expectedMinor, at, sender, amountMinor }
  if (sight(gate.suspects, sighting)) return undefined
  tally(gate.quarantined, at)
  return judgement
}

export function learnOffer(gate: OfferGate, offer: GatedOffer): void {
  const { at, place, airline, amountMinor } = offer
  const log = Math.log(Math.max(1, amountMinor))
  learnLevel(gate.all, place, log)
  const known = gate.airlines.get(airline)
  const own = known ?? { lastObservedAt: at, level: createLevel() }
  own.lastObservedAt = Math.max(own.lastObservedAt, at)
  learnLevel(own.level, place, log)
  if (known) return
  gate.airlines.set(airline, own)
  evictStalest(gate.airlines, MAX_LEVELS)
}

/** The place of a departure in the levels at the time of an observation. */
export function placeOf(at: number, departureDay: number): LevelPlace {
  const month = Number(dayOf(departureDay).slice(5, 7)) - 1
  return levelPlace(departureDay - dayNumberAt(at), month)
}

export function levelsOf(
  gate: OfferGate,
  { place, airline }: Pick<GatedOffer, 'place' | 'airline'>
): readonly LevelReading[] {
  const own = gate.airlines.get(airline)?.level
  const levels: LevelReading[] = []
  for (const level of own ? [own, gate.all] : [gate.all]) {
    const read = readLevel(level, place, ENOUGH)
    if (read) levels.push(read)
  }
  return levels
}
