/** The fare model from the lake: every observed offer as of its decision time. */
import { toMinor } from '../../../models/airline/money'
import type { FareModel } from '../../../models/fare/fare-model'
import { fare } from '../../../models/fare/hosted-fare'
import type { SearchEvent } from '../../../pipelines/events/event'
import { type TrainingRow, trainingRows } from '../../../pipelines/training/fare/fare-training-rows'
import { type OfferRow, writeOfferRows } from '../fare/fare-rows'
import { rowFiles } from '../kit/parquet-rows'
import { isHeldOut, LAKE_DATA, type LakeModel, thinned, trialsOf, type Window } from './lake-model'
import { searchesWithOffers } from './lake-searches'

/** Fewer leave nothing for the stretches that calibrate the intervals. */
const LEAST_OFFERS = 2_000

export const fareFromLake: LakeModel = {
  model: 'fare',
  python: 'fare',
  measure: 'relative error of the expected fare',
  async write(events, window, folder) {
    const files = rowFiles(folder, 'fare-lake')
    const counts = { rows: 0 }
    const trials: TrainingRow[] = []
    await writeOfferRows(fitted(searchesWithOffers(events), window, trials, counts), files)
    const compared = thinned(trials)
    return {
      files,
      rows: counts.rows,
      needs: [
        { rows: 'offers observed before the test', found: counts.rows, least: LEAST_OFFERS },
        { rows: 'offers in the test', found: compared.length, least: 100 },
      ],
      trials: trialsOf(
        fare,
        compared.map(({ market, departureDate }) => `${market}/${departureDate}`),
        (port) => relativeErrors(port, compared)
      ),
    }
  },
}

/** Yields rows to fit on; puts those of the test in `trials`. */
function* fitted(
  events: readonly SearchEvent[],
  window: Window,
  trials: TrainingRow[],
  counts: { rows: number }
): Generator<OfferRow> {
  for (const row of trainingRows(events)) {
    const isTrial = isHeldOut(row.market, row.departureDate, window)
    if (row.at >= window.testFrom) {
      if (isTrial) trials.push(row)
    } else if (!isTrial) {
      counts.rows += 1
      yield { data: LAKE_DATA, row }
    }
  }
}

async function relativeErrors(port: FareModel, trials: readonly TrainingRow[]) {
  const predictions = await port.predict(trials)
  return trials.map(({ amount, currency }, index) => {
    const prediction = predictions[index]
    if (!prediction) return undefined
    const actual = toMinor(amount, currency)
    return Math.abs(prediction.amountMinor - actual) / actual
  })
}
