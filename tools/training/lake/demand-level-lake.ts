/**
 * The demand level from the lake: searches a market and day, counted. The label is the counted level,
 * which includes the counting noise that simulated rows do not have.
 */
import { dayNumberAt, dayOf } from '../../../models/airline/calendar'
import type { DemandLevel, DemandModel } from '../../../models/demand-level/demand-level-model'
import { demandLevel } from '../../../models/demand-level/hosted-demand-level'
import type { Event } from '../../../pipelines/events/event'
import { type LevelRow, levelRows } from '../../../pipelines/training/demand-level/level-rows'
import { writeLevelLines } from '../demand-level/demand-rows'
import { rowFiles } from '../kit/parquet-rows'
import { LAKE_DATA, type LakeModel, thinned, trialsOf } from './lake-model'

const LEAST_ROWS = 1_000
/** Quieter markets are noise: a Poisson count of 10 varies by a third. */
const LEAST_A_DAY = 10

export const demandLevelFromLake: LakeModel = {
  model: 'demand-level',
  python: 'demand_level',
  measure: 'log loss of the level',
  async write(events, { testFrom, until }, folder) {
    const files = rowFiles(folder, 'demand-level-lake')
    const rows = countedDays(events, until).flatMap((searches) => [...levelRows(searches)])
    const fitted = rows.filter(({ at }) => at < testFrom)
    const compared = thinned(rows.filter(({ at, daysAhead }) => at >= testFrom && daysAhead > 0))
    await writeLevelLines(
      fitted.map((row) => ({ data: LAKE_DATA, row, fold: 'train', traffic: 1, exact: false })),
      files
    )
    return {
      files,
      rows: fitted.length,
      needs: [
        {
          rows: `market days before the test after 56 counted days with ${LEAST_A_DAY} searches a day`,
          found: fitted.length,
          least: LEAST_ROWS,
        },
        { rows: 'market days in the test', found: compared.length, least: 100 },
      ],
      trials: trialsOf(
        demandLevel,
        compared.map(({ market, at }) => `${market}/${dayOf(dayNumberAt(at))}`),
        (port) => logLosses(port, compared)
      ),
    }
  },
}

/** Whole days alone: the first and the last of a lake may be cut. */
function countedDays(events: readonly Event[], until: number) {
  const searches = events.filter(({ type }) => type === 'search')
  const firstDay = dayNumberAt(searches[0]?.at ?? until) + 1
  const days = Math.max(0, dayNumberAt(until) - firstDay)
  return [...Map.groupBy(searches, ({ market }) => market)].flatMap(([market, mine]) => {
    const counts = new Array<number>(days).fill(0)
    for (const { at } of mine) {
      const day = dayNumberAt(at) - firstDay
      if (day >= 0 && day < days) counts[day] = (counts[day] ?? 0) + 1
    }
    const usual = mine.length / Math.max(1, days)
    return usual < LEAST_A_DAY ? [] : [{ market, usual, firstDay, counts, expected: counts }]
  })
}

async function logLosses(port: DemandModel, trials: readonly LevelRow[]) {
  const predictions = await port.predict(trials.map(({ values }) => ({ currency: '', values })))
  return trials.map(({ level }, index) => {
    const probabilities: Readonly<Record<DemandLevel, number>> | undefined =
      predictions[index]?.probabilities
    return probabilities && -Math.log(Math.max(1e-6, probabilities[level]))
  })
}
