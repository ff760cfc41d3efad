/** The expected fare of a feed at a number of days to departure, from past days only. */

import { type Feed, PAST_DAYS } from './anomaly-feed'
import type { SeenFare } from './day-fares'
import { medianOf } from './robust'

type Groups = ReadonlyMap<number, readonly number[]>

const LEAST = 3
/** A feed with fewer fares is read over all its days to departure. */
const LEAST_OF_ALL = 4
/** Key for all markets together, used for a market the feed has no past in. */
const EVERYWHERE = ''

/** Returns logarithms of fares; undefined where too few were observed. */
export function expectedLogs({ levels }: Feed): (fare: SeenFare) => number | undefined {
  const expected = new Map<string, number | undefined>()
  return ({ market, group }) => {
    const key = `${market}/${group}`
    if (!expected.has(key)) {
      const own = expectedLog(levels.get(market) ?? new Map(), group)
      expected.set(key, own ?? expectedLog(levels.get(EVERYWHERE) ?? new Map(), group))
    }
    return expected.get(key)
  }
}

/**
 * Uses the group itself, a new group's neighbours, or all groups, in this order; but not beyond the
 * observed range: fares nearer to departure than any before are dearer without being anomalous.
 */
function expectedLog(groups: Groups, group: number): number | undefined {
  const own = groups.get(group) ?? []
  if (own.length >= LEAST) return medianOf(own)
  const seen = [...groups.keys()]
  if (group <= Math.min(...seen) || group >= Math.max(...seen)) return undefined
  const near = [group - 1, group, group + 1].flatMap((each) => groups.get(each) ?? [])
  if (near.length >= LEAST) return medianOf(near)
  const all = [...groups.values()].flat()
  return all.length >= LEAST_OF_ALL ? medianOf(all) : undefined
}

export function learnLevels({ levels }: Feed, fares: Iterable<SeenFare>): void {
  const today = new Map<string, Map<number, number[]>>()
  for (const { market, group, log } of fares) {
    listAt(today, market, group).push(log)
    listAt(today, EVERYWHERE, group).push(log)
  }
  for (const [market, groups] of today) {
    for (const [group, logs] of groups) {
      const middle = medianOf(logs)
      if (middle === undefined) continue
      const past = listAt(levels, market, group)
      past.push(middle)
      if (past.length > PAST_DAYS) past.shift()
    }
  }
}

function listAt(
  lists: Map<string, Map<number, number[]>>,
  market: string,
  group: number
): number[] {
  const groups = lists.get(market) ?? new Map<number, number[]>()
  lists.set(market, groups)
  const list = groups.get(group) ?? []
  groups.set(group, list)
  return list
}
