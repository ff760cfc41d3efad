/**
 * Position of the fare on the market's ladder. A low-cost carrier sells at a dozen filed fares, so
 * a change leads to the next one down or up; a full-service carrier has hundreds, as the number of
 * levels shows.
 */
import type { Feature, FeatureContext } from '../feature'
import { marketPaths, ownPath } from './outlook-paths'

const STEPS = [1, 2, 3] as const

/** Fares closer than this share are one level: a filed fare in rounded cents. */
const SAME = 0.005

export const outlookLadder: readonly Feature[] = [
  {
    name: 'ladder_levels',
    ...about('levels', 'Number of fares with at least one in 400 observations of the market.'),
    value: (context) => marketPaths(context)?.levels.length,
  },
  {
    name: 'ladder_position',
    ...about('share', 'Share of the levels that are below the fare now.'),
    value: (context) => {
      const levels = marketPaths(context)?.levels ?? []
      const fare = ownPath(context)?.fare
      if (levels.length === 0 || fare === undefined) return undefined
      return levels.filter((level) => level < fare - SAME).length / levels.length
    },
  },
  ...STEPS.map((step) => level(step, 'lower')),
  ...STEPS.map((step) => level(step, 'higher')),
]

function level(step: (typeof STEPS)[number], side: 'lower' | 'higher'): Feature {
  return {
    name: `ladder_${side}_${step}`,
    ...about(
      'log ratio',
      `The level ${step} ${side} over the fare now; missing past the ladder's end.`
    ),
    value: (context) => nextLevel(context, step, side),
  }
}

function nextLevel(
  context: FeatureContext,
  step: number,
  side: 'lower' | 'higher'
): number | undefined {
  const fare = ownPath(context)?.fare
  const levels = marketPaths(context)?.levels
  if (fare === undefined || !levels) return undefined
  const found =
    side === 'lower'
      ? levels.filter((each) => each < fare - SAME).at(-step)
      : levels.filter((each) => each > fare + SAME)[step - 1]
  return found === undefined ? undefined : found - fare
}

function about(unit: string, description: string) {
  const source = ['trip', 'clock', 'market'] as const
  return { kind: 'number' as const, unit, description, source }
}
