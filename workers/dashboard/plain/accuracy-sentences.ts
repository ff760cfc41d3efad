import { numberText, shareText } from './shown-number'

export type Bin = {
  readonly bin: string
  readonly n: number
  readonly said: number | null
  readonly observed: number | null
}

/** How far stated probabilities were from what happened, weighted by how often each was stated. */
export function reliabilitySentence(bins: readonly Bin[]): string {
  const settled = bins.filter(
    ({ said, observed, n }) => said !== null && observed !== null && n > 0
  )
  const count = settled.reduce((sum, { n }) => sum + n, 0)
  if (count === 0) return 'Stated probabilities against what happened; nothing was settled yet.'
  const gap = settled.reduce(
    (sum, { said, observed, n }) => sum + n * Math.abs((said ?? 0) - (observed ?? 0)),
    0
  )
  return `Over ${numberText(count)} settled answers, what happened was ${shareText(gap / count, 1)} away from what was stated, on average.`
}
