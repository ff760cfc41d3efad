import { expect, test } from 'vitest'
import { lineOf } from '../../../../pipelines/events/event-line'
import { columnIndex } from '../../../../pipelines/lake/curated/table'
import { TABLES, tableNamed } from '../../../../pipelines/lake/curated/tables'
import { changesOf } from '../../../../pipelines/lake/quality/changes'
import type { CheckResult } from '../../../../pipelines/lake/quality/check'
import { checkShapes } from '../../../../pipelines/lake/quality/check-files'
import { checkRaw } from '../../../../pipelines/lake/quality/check-raw'
import { checkRows } from '../../../../pipelines/lake/quality/check-rows'
import { CONTRACTS } from '../../../../pipelines/lake/quality/contracts'
import { checkFreshness } from '../../../../pipelines/lake/quality/freshness'
import { NOON, offerOf, searchOf } from '../../../build/curated-events'

const HOUR_MS = 3_600_000
const offers = tableNamed('price_offers')
const contract = CONTRACTS.price_offers ?? { complete: {}, ranges: {}, unique: [] }

function statuses(results: readonly CheckResult[]) {
  return Object.fromEntries(results.map(({ check, status }) => [check, status]))
}

test('good rows pass every check of their table', () => {
  const checks = checkRows(offers, contract)
  checks.add(offers.rowsOf(searchOf({ offers: [offerOf(), offerOf({ amountMinor: 1 })] })))
  expect(new Set(Object.values(statuses(checks.results())))).toEqual(new Set(['pass']))
})

test('rows that are twice, out of range or thin are found, across files', () => {
  const checks = checkRows(offers, contract)
  const bad = searchOf({ offers: [{ airline: 'TP', amountMinor: -5, stops: 99 }] })
  checks.add(offers.rowsOf(bad))
  checks.add(offers.rowsOf(bad))
  expect(statuses(checks.results())).toMatchObject({
    'completeness.flight_number': 'warn',
    'completeness.stops': 'pass',
    'range.amount_minor': 'fail',
    'range.stops': 'fail',
    'range.duration_minutes': 'pass',
    uniqueness: 'fail',
  })
})

test('returns no figures without rows', () => {
  expect(checkRows(offers, contract).results()).toEqual([])
  expect(checkRaw().results()).toEqual([])
  expect(checkShapes(offers, [])).toEqual([])
})

test('contracts name only columns that there are', () => {
  for (const table of TABLES) {
    const { complete, ranges, unique } = CONTRACTS[table.name] ?? contract
    if (!CONTRACTS[table.name]) continue
    const names = [...Object.keys(complete), ...Object.keys(ranges), ...unique]
    for (const name of names) expect(columnIndex(table, name)).toBeGreaterThanOrEqual(0)
  }
})

test('on arrival, lines that cannot be read and fields that get lost are found', () => {
  const good = checkRaw()
  good.add(lineOf(searchOf()))
  expect(new Set(Object.values(statuses(good.results())))).toEqual(new Set(['pass']))

  const drifting = checkRaw()
  drifting.add(`${JSON.stringify({ ...JSON.parse(lineOf(searchOf())), loyalty: 1 })}\n{bad`)
  expect(statuses(drifting.results())).toMatchObject({ readable: 'fail', schema_drift: 'fail' })
})

test('a file with a column too many or too few has drifted, an older one has not', () => {
  const names = offers.columns.map(({ name }) => name)
  const first = offers.columns.filter(({ since }) => since === 1).map(({ name }) => name)
  const now = { version: offers.version, columns: names }
  expect(checkShapes(offers, [now, { version: 1, columns: first }])).toMatchObject([
    { status: 'pass' },
  ])
  expect(checkShapes(offers, [{ ...now, columns: [...names.slice(1), 'odd'] }])).toMatchObject([
    { status: 'fail', value: 2, detail: 'odd is unknown, search_id is missing' },
  ])
})

test('a feed that stopped is stale, one that is long gone is not worth an alert', () => {
  expect(checkFreshness(NOON, NOON + HOUR_MS).status).toBe('pass')
  expect(checkFreshness(NOON, NOON + 25 * HOUR_MS).status).toBe('fail')
  expect(checkFreshness(NOON, NOON + 8 * 24 * HOUR_MS).status).toBe('pass')
})

test('an alert is raised when a check begins to fail and resolved when it no longer does', () => {
  const result = (status: CheckResult['status']): CheckResult => ({
    table: 'raw',
    check: 'readable',
    status,
    value: 0,
    threshold: 0,
    detail: '',
  })
  const states = (now: CheckResult['status'], before?: CheckResult['status']) =>
    changesOf([result(now)], new Map(before && [['raw.readable', before]])).map(
      ({ state }) => state
    )
  expect(states('fail')).toEqual(['raised'])
  expect(states('fail', 'fail')).toEqual([])
  expect(states('fail', 'warn')).toEqual(['raised'])
  expect(states('warn', 'fail')).toEqual(['resolved'])
  expect(states('pass')).toEqual([])
})
