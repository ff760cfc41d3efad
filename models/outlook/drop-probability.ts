/**
 * The probability of a fall by any share within any number of days, interpolated between the
 * learned ones. Monotone as the table is: more days never lower it, a greater share never raises
 * it.
 */
import { valueAt } from '../statistics/value-at'
import { horizonsAround } from './horizons-around'
import { DROP_SHARES, type Outlook } from './outlook-model'

/**
 * `share` is relative to the fare now; a smaller fall than the least learned share counts as that
 * share.
 */
export function dropProbability(
  { drops, daysToDeparture }: Pick<Outlook, 'drops' | 'daysToDeparture'>,
  share: number,
  days: number
): number {
  if (days < 1 || daysToDeparture < 1 || share >= 1) return 0
  const { lower, upper, part } = horizonsAround(days, daysToDeparture)
  const [sooner, later] = [atShare(drops[lower] ?? [], share), atShare(drops[upper] ?? [], share)]
  return sooner * (1 - part) + later * part
}

/** Beyond the greatest learned share, the probability decreases linearly to 0 at the whole fare. */
function atShare(probabilities: readonly number[], share: number): number {
  const upper = DROP_SHARES.findIndex((each) => share <= each)
  if (upper === 0) return valueAt(probabilities, 0)
  const lower = upper < 0 ? DROP_SHARES.length - 1 : upper - 1
  const [from, to] = [valueAt(DROP_SHARES, lower), upper < 0 ? 1 : valueAt(DROP_SHARES, upper)]
  const part = (share - from) / (to - from)
  return valueAt(probabilities, lower) * (1 - part) + (probabilities[lower + 1] ?? 0) * part
}
