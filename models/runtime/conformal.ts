/**
 * Conformal calibration of a manifest: what is added to outputs, in their own unit, so that intervals
 * cover what they promise. A row takes the first group it is in; without days to departure, or in no
 * group, its outputs stay as the trees say them.
 */
import type { Manifest } from './artifact'

export type ConformalRow = {
  readonly daysToDeparture: number | undefined
  readonly currency?: string | undefined
}

/** By name of output; an output that is not there stays as it is. */
export type ConformalShifts = Readonly<Record<string, number>>

const NONE: ConformalShifts = {}

export function conformalShifts(
  { conformal }: Pick<Manifest, 'conformal'>,
  { daysToDeparture, currency }: ConformalRow
): ConformalShifts {
  if (!conformal || daysToDeparture === undefined) return NONE
  const group = conformal.groups.find(
    (each) =>
      (each.currency === undefined || each.currency === currency) &&
      daysToDeparture >= each.days_from &&
      daysToDeparture < each.days_to + 1
  )
  return group?.shifts ?? NONE
}
