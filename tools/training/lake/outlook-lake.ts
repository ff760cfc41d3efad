/** The outlook from the lake: each departure's lowest fare, day by day. */
import { dayNumberAt } from '../../../models/airline/calendar'
import { toMinor } from '../../../models/airline/money'
import { outlook } from '../../../models/outlook/hosted-outlook'
import type { OutlookModel } from '../../../models/outlook/outlook-model'
import type { SearchEvent } from '../../../pipelines/events/event'
import {
  type OutlookRow,
  outlookRows,
} from '../../../pipelines/training/outlook/outlook-training-rows'
import { rowFiles } from '../kit/parquet-rows'
import { writeOutlookLines } from '../outlook/outlook-panel-rows'
import { isHeldOut, LAKE_DATA, type LakeModel, thinned, trialsOf, type Window } from './lake-model'
import { searchesWithOffers } from './lake-searches'

const LONGEST_DAYS = 30
const LEAST_ROWS = 1_000
/** The horizon that is compared. */
const DAYS_AHEAD = 7

type Trial = { readonly row: OutlookRow; readonly laterMinor: number }

export const outlookFromLake: LakeModel = {
  model: 'outlook',
  python: 'outlook',
  measure: `relative error of the lowest fare ${DAYS_AHEAD} days ahead`,
  async write(events, window, folder) {
    const files = rowFiles(folder, 'outlook-lake')
    const sides = sidesOf(searchesWithOffers(events), window)
    await writeOutlookLines(
      sides.fitted.map((row) => ({ data: LAKE_DATA, row })),
      files
    )
    const compared = thinned(sides.trials)
    return {
      files,
      rows: sides.fitted.length,
      needs: [
        {
          rows: `fares with another ${LONGEST_DAYS} days later, before the test`,
          found: laterFares(sides.fitted, LONGEST_DAYS).length,
          least: LEAST_ROWS,
        },
        {
          rows: `fares with another ${DAYS_AHEAD} days later, in the test`,
          found: compared.length,
          least: 100,
        },
      ],
      trials: trialsOf(
        outlook,
        compared.map(({ row: { market, departureDate } }) => `${market}/${departureDate}`),
        (port) => relativeErrors(port, compared),
        async () => compared.map(({ row, laterMinor }) => errorOf(nowMinor(row), laterMinor))
      ),
    }
  },
}

/** Rows to fit on see no fare of the test: their later fares are in rows of the same file alone. */
function sidesOf(events: readonly SearchEvent[], window: Window) {
  const fitted: OutlookRow[] = []
  const tested: OutlookRow[] = []
  const testDay = dayNumberAt(window.testFrom)
  for (const row of outlookRows(events)) {
    const isTrial = isHeldOut(row.market, row.departureDate, window)
    if (row.day >= testDay && isTrial) tested.push(row)
    if (row.day < testDay && !isTrial) fitted.push(row)
  }
  return { fitted, trials: laterFares(tested, DAYS_AHEAD) }
}

function laterFares(rows: readonly OutlookRow[], days: number): readonly Trial[] {
  const name = ({ market, departureDate, cabin, currency }: OutlookRow, day: number) =>
    `${market}/${departureDate}/${cabin}/${currency}/${day}`
  const known = new Map(rows.map((row) => [name(row, row.day), row]))
  return rows.flatMap((row) => {
    const later = known.get(name(row, row.day + days))
    return later ? [{ row, laterMinor: nowMinor(later) }] : []
  })
}

function nowMinor({ amount, currency }: OutlookRow): number {
  return toMinor(amount, currency)
}

async function relativeErrors(port: OutlookModel, trials: readonly Trial[]) {
  const outlooks = await port.predict(
    trials.map(({ row }) => ({ row, lowestMinor: nowMinor(row), daysToDeparture: row.daysOut }))
  )
  return trials.map(({ laterMinor }, index) => {
    const horizon = outlooks[index]?.horizons.find(({ days }) => days === DAYS_AHEAD)
    return horizon && errorOf(horizon.fareMinor, laterMinor)
  })
}

function errorOf(predicted: number, actual: number): number {
  return Math.abs(predicted - actual) / actual
}
