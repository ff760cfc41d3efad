/** A sentence on the cause of an incident. */
import type { CauseFinding, IncidentClass } from './cause-finding'
import type { Incident } from './incident'

const CAUSES: Readonly<Record<IncidentClass, string>> = {
  mistake_fare: 'fares far below their level on a few departures',
  currency_error: 'fares off by a rate of exchange',
  decimal_error: 'fares off by a power of ten',
  missing_tax: 'all fares lower by one factor, as without taxes',
  feed_outage: 'missing or stale in the feed',
  competitor_sale: 'cheaper than usual, each fare by its own factor',
  demand_shock: 'searches far from usual',
  schedule_change: 'flight numbers no longer sold',
  data_error: 'fares far from usual for no known cause',
}

export function incidentReason({ class: cause, airline, parts }: Incident): string {
  const strongest = parts.toSorted((a, b) => b.finding.weight - a.finding.weight)[0]
  const where = parts.length === 1 ? (parts[0]?.market ?? '') : `${parts.length} markets`
  const who = airline === undefined ? where : `${airline} in ${where}`
  const detail = strongest ? `: ${findingText(strongest.finding)}` : ''
  return `${who}: ${CAUSES[cause]}${detail}`
}

function findingText({ market, sign, actual, expected, unit, scope }: CauseFinding): string {
  const values =
    actual === undefined
      ? sign
      : `${numberText(actual)}${expected === undefined ? '' : ` against ${numberText(expected)}`} ${unit}`
  return `${market} ${values}${scope === '' ? '' : `, ${scope}`}`
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(Math.abs(value) >= 1_000 ? 6 : 3)))
}
