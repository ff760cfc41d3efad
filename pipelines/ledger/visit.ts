/**
 * One visit of the ledger to a recorded decision: the fares seen since are added to its path, the claims
 * whose time is over are settled, and the decision is finished once none is left.
 */
import { exactGroup } from '../answers/evidence/own-group'
import type { FareDay, MarketSnapshot } from '../market/snapshot'
import type { Settled } from './cells'
import { type Claimed, closingClaims, decisionDay, nextVisit } from './due-claims'
import { extendPath, type SeenDay } from './fare-path'
import type { DaysOutGroup } from './groups'
import { settleClaims } from './settle'
import type { Verdict } from './verdict'

export type OpenDecision = Claimed & {
  readonly market: string
  readonly daysOut: DaysOutGroup
  /** Models that contributed to the answer. */
  readonly models: readonly string[]
  /** Claims whose time was over by then are settled. */
  readonly settledThrough: number
  /** Fares seen since, by the visits before. */
  readonly path: readonly SeenDay[]
  /** Claims settled by the visits before. */
  readonly verdicts: readonly Verdict[]
}

export type Visited = {
  readonly state: 'open' | 'settled' | 'censored'
  /** When to visit next, epoch ms; undefined once every claim is settled or censored. */
  readonly dueAt: number | undefined
  /** Undefined once the decision is finished: nothing is left to compare. */
  readonly path: readonly SeenDay[] | undefined
  /** All claims settled so far. */
  readonly verdicts: readonly Verdict[]
  /** The part that this visit adds to the cells of the ledger. */
  readonly settled: Settled
}

/** `snapshot` is the market's at `at`; undefined where the market was never observed. */
export function visitDecision(
  decision: OpenDecision,
  snapshot: MarketSnapshot | undefined,
  at: number
): Visited {
  const { market, daysOut, models, claims } = decision
  const path = extendPath(decision.path, seenFares(decision, snapshot), decisionDay(decision))
  const fresh = settleClaims(decision, path, closingClaims(decision, decision.settledThrough, at))
  const verdicts = [...decision.verdicts, ...fresh]
  const dueAt = nextVisit(decision, at)
  const added = { market, daysOut, fares: claims.fares, verdicts: fresh }
  if (dueAt !== undefined) return { state: 'open', dueAt, path, verdicts, settled: added }
  const isSettled = verdicts.some(({ state }) => state === 'settled')
  const state = isSettled ? 'settled' : 'censored'
  const settled = { ...added, finished: { state, models } } as const
  return { state, dueAt, path: undefined, verdicts, settled }
}

/**
 * Days of the departure in the claimed fare group; lowest fares of a narrower kind, where one was
 * claimed.
 */
function seenFares(
  { claims: { fares }, departureDate }: Claimed,
  snapshot: MarketSnapshot | undefined
): readonly FareDay[] {
  const fareGroup = snapshot?.fareGroups.find(
    ({ cabin, roundTrip, currency }) =>
      cabin === fares?.cabin && roundTrip === fares.roundTrip && currency === fares.currency
  )
  const days = fareGroup?.departures[departureDate] ?? []
  if (!fareGroup || !fares?.kind) return days
  const own = exactGroup(fareGroup, fares.kind)?.departures[departureDate] ?? []
  const medians = new Map(days.map(({ day, medianMinor }) => [day, medianMinor]))
  return own.map((each) => ({
    ...each,
    medianMinor: medians.get(each.day) ?? each.lowestMinor,
  }))
}
