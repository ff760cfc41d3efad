/** Points of a chart as the `d` of an SVG path. A point without a value leaves a gap. */
export type Point = { readonly x: number; readonly y: number | undefined }
export type Span = { readonly x: number; readonly low: number | undefined; readonly high: number }

export function linePath(points: readonly Point[]): string {
  let isDrawing = false
  return points
    .map(({ x, y }) => {
      if (y === undefined) {
        isDrawing = false
        return ''
      }
      const step = `${isDrawing ? 'L' : 'M'}${fixed(x)} ${fixed(y)}`
      isDrawing = true
      return step
    })
    .join('')
}

/** One closed area for each run of spans without a gap. */
export function bandPath(spans: readonly Span[]): string {
  const runs: Span[][] = [[]]
  for (const span of spans) {
    if (span.low === undefined) runs.push([])
    else runs.at(-1)?.push(span)
  }
  return runs
    .filter((run) => run.length > 0)
    .map(closed)
    .join('')
}

function closed(run: readonly Span[]): string {
  const top = linePath(run.map(({ x, high }) => ({ x, y: high })))
  const bottom = run.toReversed().map(({ x, low = 0 }) => `L${fixed(x)} ${fixed(low)}`)
  return `${top}${bottom.join('')}Z`
}

/**
 * At most four points a column of pixels: first, lowest, highest and last, so that a long series
 * draws in bounded time and keeps its extremes.
 */
export function thinned(points: readonly Point[], columns: number): readonly Point[] {
  if (points.length <= 4 * columns) return points
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return points
  const width = (last.x - first.x || 1) / columns
  const groups = Map.groupBy(points, ({ x }) => Math.floor((x - first.x) / width))
  return [...groups.values()].flatMap(extremes)
}

function extremes(group: readonly Point[]): readonly Point[] {
  const drawn = group.filter(({ y }) => y !== undefined)
  const byValue = drawn.toSorted((a, b) => (a.y ?? 0) - (b.y ?? 0))
  const kept = new Set([group[0], byValue[0], byValue.at(-1), group.at(-1)])
  return group.filter((point) => kept.has(point))
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10)
}
