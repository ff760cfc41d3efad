/** Holds a predicted fare to itself and to the fares that were observed. */
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { FareGroupSnapshot } from '../../market/snapshot'
import type { Judgement } from './status'

/** Returns the prediction with its expected fare between its quartiles. */
export function coherentFare(fare: FarePrediction): FarePrediction {
  const [, p25, , p75] = fare.quantilesMinor
  if (p25 === undefined || p75 === undefined) return fare
  return { ...fare, amountMinor: Math.min(p75, Math.max(p25, fare.amountMinor)) }
}

/** Returns whether the 80 % interval meets the range of the offers of the last 30 days. */
export function meetsObserved(
  { quantilesMinor }: FarePrediction,
  { windows }: Pick<FareGroupSnapshot, 'windows'>
): boolean {
  const offers = windows['30d']
  const low = quantilesMinor[0]
  const high = quantilesMinor.at(-1)
  if (!offers || offers.count === 0 || low === undefined || high === undefined) return true
  return low <= offers.maxMinor && high >= offers.minMinor
}

export function judgeIncoherent({ status, reason }: Judgement): Judgement {
  return {
    status: status === 'ok' ? 'limited' : status,
    reason: `${reason} The predicted interval lies outside of the fares observed in the last 30 days, so it is not reported as calibrated.`,
  }
}
