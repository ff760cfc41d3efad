/**
 * Conformal calibration of a manifest: shifts added to outputs, in their own unit, so that
 * intervals reach their stated coverage. The first matching group applies; without days to
 * departure, or without a matching group, outputs are unchanged.
 */
import type { Manifest } from './artifact'

export type ConformalRow = {
  readonly daysToDeparture: number | undefined
  readonly currency?: string | undefined
}

/** Shift by output name; an output that is not listed is unchanged. */
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
