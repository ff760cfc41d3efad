/** Fare ladders: what the RBDs of a flight cost, lowest first, in amounts as airlines file them. */

/** Fixed rates that scale made-up fares to a currency; no answer ever uses them. */
export const UNITS_PER_EURO: ReadonlyMap<string, number> = new Map([
  ['EUR', 1],
  ['GBP', 0.86],
  ['CHF', 0.96],
  ['DKK', 7.46],
  ['SEK', 11.3],
  ['NOK', 11.6],
  ['PLN', 4.3],
  ['CZK', 25],
  ['HUF', 395],
  ['RON', 5],
  ['BGN', 1.96],
  ['RSD', 117],
  ['TRY', 40],
  ['USD', 1.1],
  ['CAD', 1.5],
  ['MXN', 20],
  ['BRL', 6],
  ['INR', 92],
  ['SGD', 1.45],
  ['THB', 38],
  ['JPY', 162],
  ['KRW', 1_480],
  ['HKD', 8.6],
  ['AED', 4],
  ['QAR', 4],
  ['AUD', 1.65],
])

/** Steps, the lowest against the usual fare, and what each costs more than the one below. */
const LOW_COST = { steps: 12, lowest: 0.34, ratio: 1.25 }
const FULL_SERVICE = { steps: 11, lowest: 0.55, ratio: 1.185 }

export function ladderOf(usualFare: number, lowCost: boolean, unitsPerEuro: number): number[] {
  const { steps, lowest, ratio } = lowCost ? LOW_COST : FULL_SERVICE
  return Array.from({ length: steps }, (_, step) =>
    roundFare(usualFare * lowest * ratio ** step, unitsPerEuro)
  )
}

/** Like 59.99 EUR or 21,990 HUF: whole tenths or ones of the size of a fare, less a little. */
export function roundFare(fare: number, unitsPerEuro: number): number {
  if (unitsPerEuro < 3) return Math.max(5, Math.round(fare)) - 0.01
  const grain = 10 ** Math.max(0, Math.round(Math.log10(unitsPerEuro)))
  return Math.max(5 * grain, Math.round(fare / grain) * grain) - (grain >= 100 ? grain / 10 : 0)
}
