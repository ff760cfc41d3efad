/** Schedules the next check of a served quote, when its probability of being valid falls to a floor. */
import { HOUR_MS } from '../../../models/airline/calendar'
import { type Judgement, LATER_HOURS } from './judge-quotes'

const FEWEST_SECONDS = 60
const MOST_SECONDS = (LATER_HOURS[LATER_HOURS.length - 1] ?? 0) * 3600
/** A fall of the probability by this much justifies another check, even far above the floor. */
const WORTH_A_LOOK = 0.05

/**
 * Returns seconds from now, interpolating linearly between `LATER_HOURS`. `floor` is the least
 * probability at which the quote is shown; well above it, a check is due after a fall of WORTH_A_LOOK.
 */
export function recheckAfterSeconds(
  { pValid, pValidLater }: Pick<Judgement, 'pValid' | 'pValidLater'>,
  floor: number
): number {
  const due = Math.max(floor, pValid - WORTH_A_LOOK)
  let [hour, chance] = [0, pValid]
  for (const [at, later] of pValidLater.entries()) {
    const laterHour = LATER_HOURS[at] ?? hour
    if (later <= due && chance > later) {
      const hours = hour + ((chance - due) / (chance - later)) * (laterHour - hour)
      return Math.min(MOST_SECONDS, Math.max(FEWEST_SECONDS, Math.round((hours * HOUR_MS) / 1000)))
    }
    hour = laterHour
    chance = later
  }
  return MOST_SECONDS
}
