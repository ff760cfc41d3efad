/** Movement of the departure's own lowest fare over its stored days. */
import { derivation } from '../../../models/runtime/derivation'
import type { Feature, FeatureContext } from '../feature'
import { ownPath } from './outlook-paths'

/** One observation day: days before the latest, and the logarithm of its fare over the latest. */
type Step = { readonly ago: number; readonly ratio: number }

const CHANGES_OVER = [1, 2, 3, 5, 7, 14, 21] as const

export const outlookOwn: readonly Feature[] = [
  own('days_observed', 'days', 'Stored observation days of the departure.', (steps) => {
    return steps.length
  }),
  own('days_since_change', 'days', 'Days since the lowest fare last changed.', (steps) => {
    const change = steps.findLast(({ ratio }) => ratio !== 0)
    return change ? change.ago - 1 : (steps[0]?.ago ?? 0)
  }),
  own(
    'last_step',
    'log ratio',
    'The last change of the lowest fare; 0 when there was none.',
    (steps) => {
      return -(steps.findLast(({ ratio }) => ratio !== 0)?.ratio ?? 0)
    }
  ),
  own(
    'rises',
    'changes',
    'Number of rises of the lowest fare.',
    (steps) => moves(steps).filter((move) => move > 0).length
  ),
  own(
    'falls',
    'changes',
    'Number of falls of the lowest fare.',
    (steps) => moves(steps).filter((move) => move < 0).length
  ),
  own('restlessness', 'log ratio', 'Root mean square of the daily changes.', (steps) => {
    const all = moves(steps)
    if (all.length === 0) return undefined
    return Math.sqrt(all.reduce((sum, move) => sum + move * move, 0) / all.length)
  }),
  own('lowest', 'log ratio', 'Lowest stored fare over the fare now.', (steps) =>
    Math.min(...ratios(steps))
  ),
  own('highest', 'log ratio', 'Highest stored daily lowest fare over the fare now.', (steps) =>
    Math.max(...ratios(steps))
  ),
  own('mean', 'log ratio', 'Mean of the stored fares over the fare now.', (steps) => {
    return ratios(steps).reduce((sum, ratio) => sum + ratio, 0) / steps.length
  }),
  own('days_since_lowest', 'days', 'Days since the lowest stored fare.', (steps) => {
    const lowest = Math.min(...ratios(steps))
    return steps.findLast(({ ratio }) => ratio === lowest)?.ago
  }),
  own('lowest_7d', 'log ratio', 'Lowest fare of the last 7 days over the fare now.', (steps) => {
    return Math.min(...steps.filter(({ ago }) => ago <= 7).map(({ ratio }) => ratio))
  }),
  own(
    'highest_7d',
    'log ratio',
    'Highest daily lowest fare of the last 7 days over the fare now.',
    (steps) => {
      return Math.max(...steps.filter(({ ago }) => ago <= 7).map(({ ratio }) => ratio))
    }
  ),
  ...CHANGES_OVER.map((days) =>
    own(
      `change_${days}d`,
      'log ratio',
      `Lowest fare now over the one ${days} days before, or the latest before that within 3 days.`,
      (steps) => {
        const before = steps.findLast(({ ago }) => ago >= days)
        return before && before.ago <= days + 3 ? 0 - before.ratio : undefined
      }
    )
  ),
]

function own(
  name: string,
  unit: string,
  description: string,
  read: (steps: readonly Step[]) => number | undefined
): Feature {
  return {
    name: `path_${name}`,
    kind: 'number',
    unit,
    description,
    source: ['trip', 'clock', 'market'],
    value: (context) => {
      const steps = stepsOf(context)
      return steps.length > 0 ? read(steps) : undefined
    },
  }
}

/** A row reads the same steps twenty times. */
const stepsOf = derivation((context: FeatureContext): readonly Step[] => {
  const path = ownPath(context)
  const today = path?.days.at(-1)?.day ?? 0
  return (path?.days ?? []).map(({ day, lowestMinor }) => ({
    ago: today - day,
    ratio: Math.log(lowestMinor) - (path?.fare ?? 0),
  }))
})

function ratios(steps: readonly Step[]): number[] {
  return steps.map(({ ratio }) => ratio)
}

function moves(steps: readonly Step[]): number[] {
  return steps.slice(1).map(({ ratio }, at) => ratio - (steps[at]?.ratio ?? 0))
}
