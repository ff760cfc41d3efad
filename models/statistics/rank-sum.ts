/**
 * Exact one-sided rank-sum test of Wilcoxon: the probability that values drawn at random from both
 * groups would rank as high as those of `recent` do. It assumes no distribution, and equal values
 * share their mean rank. Source: Lehmann, Nonparametrics (1975), chapter 1.
 */
export function rankSumAbove(recent: readonly number[], past: readonly number[]): number {
  const size = recent.length
  const ranks = doubledRanks([...recent, ...past])
  const observed = ranks.slice(0, size).reduce((sum, rank) => sum + rank, 0)
  return shareAtLeast(ranks, size, observed)
}

/** Twice the mean rank of each value, which is a whole number. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length).fill(0)
  for (let first = 0; first < order.length; ) {
    let last = first
    while (last + 1 < order.length && order[last + 1]?.value === order[first]?.value) last += 1
    for (let at = first; at <= last; at += 1) {
      const place = order[at]?.at
      if (place !== undefined) ranks[place] = first + last + 2
    }
    first = last + 1
  }
  return ranks
}

/** Share of subsets of `size` ranks whose sum is at least `observed`. */
function shareAtLeast(ranks: readonly number[], size: number, observed: number): number {
  let all = 0
  let above = 0
  for (const [sum, count] of waysBySum(ranks, size).entries()) {
    all += count
    if (sum >= observed) above += count
  }
  return all > 0 ? above / all : 1
}

/** Number of subsets of `size` ranks by their sum, counted a rank at a time. */
function waysBySum(ranks: readonly number[], size: number): Float64Array {
  const most = [...ranks].sort((a, b) => b - a).slice(0, size)
  const width = most.reduce((sum, rank) => sum + rank, 0) + 1
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(width))
  ways[0]?.fill(1, 0, 1)
  for (const rank of ranks) {
    for (let chosen = size; chosen >= 1; chosen -= 1)
      addShifted(ways[chosen], ways[chosen - 1], rank)
  }
  return ways[size] ?? new Float64Array(0)
}

function addShifted(to = new Float64Array(0), from = new Float64Array(0), shift: number): void {
  for (let sum = to.length - 1; sum >= shift; sum -= 1) {
    to[sum] = (to[sum] ?? 0) + (from[sum - shift] ?? 0)
  }
}
