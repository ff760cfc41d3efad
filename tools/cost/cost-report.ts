/** The bill as a table for the terminal and for docs/performance.md. */
import { textTable } from '../command/text-table'
import type { Bill, PriceList } from './bill'
import type { CostRun } from './cost-run'

export type Assumptions = {
  readonly searchesPerDay: number
  readonly answers: number
  readonly perPost: number
  readonly offers: number
  readonly markets: number
  readonly isolates: number
  readonly objectMs: number
  readonly logSampling: number
}

/** Written per event by the load itself: what a POST of one or many events costs. */
export type PerEvent = Readonly<
  Record<
    'messages' | 'objectCalls' | 'objectRows' | 'objectBytes' | 'databaseRows' | 'cpuMs',
    number
  >
>

export function perEventOf({ events, load }: CostRun): PerEvent {
  return {
    messages: load.queueWrites / events,
    objectCalls: load.objectRequests / events,
    objectRows: load.objectRowsWritten / events,
    objectBytes: load.objectBytes / events,
    databaseRows: load.databaseRowsWritten / events,
    cpuMs: load.cpuMs / events,
  }
}

export function costReport(
  { lines, totalUsd }: Bill,
  { source, date }: PriceList,
  given: Assumptions,
  run: CostRun
): string {
  const shown = lines.filter(({ usd }) => usd >= LEAST_USD)
  const rest = totalUsd - shown.reduce((sum, { usd }) => sum + usd, 0)
  const rows = [
    ...shown.map(({ what, units, usd }) => [what, units, usd, usd / totalUsd] as const),
    ['all others', Number.NaN, rest, rest / totalUsd] as const,
    ['total', Number.NaN, totalUsd, 1] as const,
  ]
  const each = perEventOf(run)
  return [
    assumptionsText(given),
    textTable(
      ['a month', 'units', 'USD', 'share'],
      rows.map(([what, units, usd, share]) => [
        what,
        Number.isNaN(units) ? '' : million(units),
        usd.toFixed(2),
        `${Math.round(share * 100)} %`,
      ])
    ),
    `An event wrote ${figure(each.objectRows)} object rows, ${Math.round(each.objectBytes)} B to objects and ` +
      `${figure(each.databaseRows)} D1 rows, took ${figure(each.messages)} queue messages and ` +
      `${figure(each.objectCalls)} object calls;`,
    `a search and its questions took ${figure(each.cpuMs)} ms of CPU, the local simulators of the platform included.`,
    `${run.events.toLocaleString('en')} searches in ${Math.round(run.seconds)} s, measured. Prices of ${date}: ${source}.`,
  ].join('\n')
}

/** Lines below it are summed. */
const LEAST_USD = 0.5

function assumptionsText(given: Assumptions): string {
  return (
    `${million(given.searchesPerDay)} searches a day with ${given.offers} offers, each one event and ` +
    `${given.answers} questions; ${given.perPost} events a POST; ${given.markets.toLocaleString('en')} markets, ` +
    `Zipf; ${given.isolates} isolates; objects active for ${given.objectMs} ms a call; ${Math.round(given.logSampling * 100)} % of logs kept`
  )
}

function million(value: number): string {
  return value >= 1e6
    ? `${(value / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} M`
    : Math.round(value).toLocaleString('en')
}

function figure(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2)
}
