/** From values to pixels, and the ticks that a reader expects. */
export type Scale = {
  readonly domain: readonly [number, number]
  readonly range: readonly [number, number]
}

export function place({ domain: [low, high], range: [from, to] }: Scale, value: number): number {
  return high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from)
}

export function valueAt({ domain: [low, high], range: [from, to] }: Scale, pixel: number): number {
  return to === from ? low : low + ((pixel - from) / (to - from)) * (high - low)
}

/** Round steps of 1, 2 or 5 times a power of ten within the domain: at most `most` of them. */
export function ticksOf(low: number, high: number, most: number): readonly number[] {
  if (!(high > low) || most < 1) return [low]
  const step = roundStep((high - low) / most)
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const factor = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10
  return factor * power
}

/** The domain of the values with some air; undefined without a finite value. */
export function extentOf(
  values: readonly number[],
  air = 0.08
): readonly [number, number] | undefined {
  const finite = values.filter(Number.isFinite)
  if (finite.length === 0) return undefined
  const low = finite.reduce((least, each) => Math.min(least, each))
  const high = finite.reduce((most, each) => Math.max(most, each))
  const margin = (high - low || Math.abs(high) || 1) * air
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin]
}
