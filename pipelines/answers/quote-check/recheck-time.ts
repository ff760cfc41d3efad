/** When a quote that is served should be checked again: as its chance to hold falls to a floor. */
import { HOUR_MS } from '../../../models/airline/calendar'
import { type Judgement, LATER_HOURS } from './judge-quotes'

const FEWEST_SECONDS = 60
const MOST_SECONDS = (LATER_HOURS[LATER_HOURS.length - 1] ?? 0) * 3600
/** Where even certainty is asked for, a fall of this much is worth another look. */
const WORTH_A_LOOK = 0.05

/**
 * Seconds from now; between the hours asked about, chances fall evenly. `floor` is the least chance
 * at which the quote is shown at all; well above it, a check is due when a fall is worth a look.
 */
export function recheckAfterSeconds({ pValid, pValidLater }: Judgement, floor: number): number {
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
