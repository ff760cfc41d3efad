/** Fare ladders: the fares of a flight's RBDs, lowest first, rounded as airlines file them. */

/** Fixed rates that scale generated fares to a currency; no API response uses them. */
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

/**
 * The lowest step relative to the usual fare, and the ratio of each further step to the one below. The
 * ratios are uneven, as in filed ladders.
 */
const LOW_COST = {
  lowest: 0.36,
  ratios: [1.2, 1.33, 1.25, 1.19, 1.17, 1.29, 1.22, 1.3, 1.23, 1.35, 1.24],
}
const FULL_SERVICE = {
  lowest: 0.55,
  ratios: [1.3, 1.12, 1.1, 1.19, 1.12, 1.26, 1.14, 1.3, 1.2, 1.4],
}

export function ladderOf(usualFare: number, lowCost: boolean, unitsPerEuro: number): number[] {
  const { lowest, ratios } = lowCost ? LOW_COST : FULL_SERVICE
  let fare = usualFare * lowest
  const ladder = [roundFare(fare, unitsPerEuro)]
  for (const ratio of ratios) {
    fare *= ratio
    ladder.push(roundFare(fare, unitsPerEuro))
  }
  return ladder
}

/** Rounds to a price ending such as 59.99 EUR or 21,990 HUF. */
export function roundFare(fare: number, unitsPerEuro: number): number {
  if (unitsPerEuro < 3) return Math.max(5, Math.round(fare)) - 0.01
  const grain = 10 ** Math.max(0, Math.round(Math.log10(unitsPerEuro)))
  return Math.max(5 * grain, Math.round(fare / grain) * grain) - (grain >= 100 ? grain / 10 : 0)
}
