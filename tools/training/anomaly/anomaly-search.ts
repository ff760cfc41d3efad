/**
 * Limits of the gate and the weight of isolation, chosen on the earlier days of the shipped data
 * and on faults of a seed that no test uses. A choice must leave room: faults are counted as found
 * only well above the limit, and incidents as false already well below it.
 */

import {
  type IsolationScale,
  isolationStrength,
  scoreOf,
} from '../../../models/anomaly/decode-anomaly'
import { LIMITS, type Limits, readSigns, SIGNS, type Sign } from '../../../models/anomaly/gate'
import type { FeedDay } from '../../../pipelines/watch/watch-feed'
import type { Job } from '../kit/trainer'
import { verdictsOf } from './anomaly-detectors'
import type { openAnomaly } from './anomaly-rows'
import { figuresOf, type Side, sideOf, type WatchedData } from './anomaly-sides'

const ROOM = 1.1
/**
 * Most false incidents a market and month, on any data set; both together may have more than the
 * gate.
 */
const MOST_FALSE = { gate: 0.8, both: 1.1 }
/** Recall that one false incident a month costs. */
const FALSE_COST = 0.03
const PASSES = 3
const GRID = [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25]
const WEIGHTS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
const FINDINGS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2]
const UNUSUAL = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.1, 1.2, 1.4]

type Score = (row: FeedDay) => { readonly sign: Sign; readonly score: number } | undefined

export async function searchAnomaly(
  job: Job,
  data: readonly WatchedData[],
  opened: ReturnType<typeof openAnomaly>
): Promise<unknown> {
  const sides = data.map((each) => sideOf(each, 'train', job.seed))
  const limits = searchLimits(sides, job)
  const gate = worthOf(sides, byGate(limits), MOST_FALSE.gate)
  const isolations = new Map<FeedDay, number>()
  for (const side of sides) {
    for (const [row, { isolation }] of await verdictsOf(side, opened)) {
      if (isolation !== undefined) isolations.set(row, isolation)
    }
  }
  const isolationOf = (row: FeedDay) => isolations.get(row) ?? Number.NaN
  const alone = best(UNUSUAL, (level) =>
    worthOf(
      sides,
      (row) => {
        const score = isolationStrength(isolationOf(row), opened.scale) / level
        return { sign: 'level_shift', score }
      },
      MOST_FALSE.both
    )
  )
  // The new limit of the forest alone.
  const { usual, unusual } = opened.scale
  const scale = { ...opened.scale, unusual: usual + (unusual - usual) * alone.choice }
  const clean = sides.flatMap((side) => side.clean)
  const over = clean.filter((row) => isolationOf(row) >= scale.unusual).length
  const pairs = WEIGHTS.flatMap((weight) => FINDINGS.map((finding) => ({ weight, finding })))
  const both = best(pairs, (pair) =>
    worthOf(sides, byBoth(limits, { ...scale, ...pair }, isolationOf), MOST_FALSE.both)
  )
  return { limits, gate, alone, contamination: over / clean.length, both }
}

function searchLimits(sides: readonly Side[], job: Job): Limits {
  let limits: Limits = LIMITS
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const sign of SIGNS) {
      const { choice } = best(GRID, (limit) =>
        worthOf(sides, byGate({ ...limits, [sign]: limit }), MOST_FALSE.gate)
      )
      limits = { ...limits, [sign]: choice }
    }
    job.say(`pass ${pass + 1}: ${JSON.stringify(limits)}`)
  }
  return limits
}

function byGate(limits: Limits): Score {
  return ({ row }) => {
    const [strongest] = readSigns(row, limits)
    return strongest && { sign: strongest.sign, score: strongest.strength }
  }
}

function byBoth(
  limits: Limits,
  scale: IsolationScale,
  isolationOf: (row: FeedDay) => number
): Score {
  return (day) => {
    const [strongest] = readSigns(day.row, limits)
    if (!strongest) return undefined
    return { sign: strongest.sign, score: scoreOf(strongest.strength, isolationOf(day), scale) }
  }
}

type Worth = { readonly worth: number; readonly summaries: Readonly<Record<string, string>> }

/** Mean recall over kinds and data sets, less the cost of false incidents. */
function worthOf(sides: readonly Side[], scored: Score, mostFalse: number): Worth {
  const summaries: Record<string, string> = {}
  let worth = 0
  for (const side of sides) {
    const { byKind } = figuresOf(side, finding(scored, ROOM))
    const { falseIncidents } = figuresOf({ ...side, faulty: [] }, finding(scored, 1 / ROOM))
    const kinds = Object.values(byKind).filter(({ faults }) => faults > 0)
    const recall = kinds.reduce((sum, { faults, found }) => sum + found / faults, 0) / kinds.length
    const excess = Math.max(0, falseIncidents - mostFalse)
    worth += (recall - FALSE_COST * falseIncidents - excess) / sides.length
    const shares = Object.entries(byKind).map(
      ([kind, { faults, found }]) => `${kind} ${found}/${faults}`
    )
    summaries[side.data] =
      `recall ${recall.toFixed(3)}, false ${falseIncidents.toFixed(2)}: ${shares.join(', ')}`
  }
  return { worth, summaries }
}

function finding(scored: Score, level: number) {
  return (row: FeedDay) => {
    const score = scored(row)
    return score && score.score >= level ? score : undefined
  }
}

/** Picks the best choice; of equal ones the last, as the grid ascends. */
function best<T>(choices: readonly T[], worth: (choice: T) => Worth) {
  const rated = choices.map((choice) => ({ choice, ...worth(choice) }))
  const [first] = rated.toReversed().toSorted((a, b) => b.worth - a.worth)
  if (!first) throw new Error('There is nothing to choose from')
  return first
}
