/** The quote-validity model from the lake: how far a price has moved when it is observed again. */
import { chanceWithin } from '../../../models/quote-validity/change-distribution'
import { hold } from '../../../models/quote-validity/hosted-quote-validity'
import type { QuoteValidityModel } from '../../../models/quote-validity/quote-validity-model'
import {
  type QuoteValidityRow,
  quoteValidityRows,
} from '../../../pipelines/training/quote-validity/quote-validity-rows'
import { rowFiles } from '../kit/parquet-rows'
import { writeQuoteValidityRows } from '../quote-validity/quote-panel-rows'
import { isHeldOut, LAKE_DATA, type LakeModel, thinned, trialsOf } from './lake-model'
import { searchesWithOffers } from './lake-searches'

const LEAST_ROWS = 2_000
/** The tolerance that partners use most; the score is of "still within it". */
const TOLERANCE = 0.02

export const quoteValidityFromLake: LakeModel = {
  model: 'hold',
  python: 'quote_validity',
  measure: `squared error of the probability that a quote holds within ${TOLERANCE * 100} %`,
  async write(events, window, folder) {
    const files = rowFiles(folder, 'hold-lake')
    const fitted: QuoteValidityRow[] = []
    const trials: QuoteValidityRow[] = []
    const all = { seed: 1, share: 1, wanted: () => true }
    for (const row of quoteValidityRows(searchesWithOffers(events), all)) {
      const isTrial = isHeldOut(row.quote.market, row.quote.departureDate, window)
      if (row.at >= window.testFrom && isTrial) trials.push(row)
      if (row.at < window.testFrom && !isTrial) fitted.push(row)
    }
    await writeQuoteValidityRows(files, [{ data: LAKE_DATA, rows: fitted }], () => {})
    const compared = thinned(trials)
    return {
      files,
      rows: fitted.length,
      needs: [
        { rows: 'prices observed again before the test', found: fitted.length, least: LEAST_ROWS },
        { rows: 'prices observed again in the test', found: compared.length, least: 100 },
      ],
      trials: trialsOf(
        hold,
        compared.map(({ quote: { market, departureDate } }) => `${market}/${departureDate}`),
        (port) => squaredErrors(port, compared)
      ),
    }
  },
}

async function squaredErrors(port: QuoteValidityModel, trials: readonly QuoteValidityRow[]) {
  const distributions = await port.predict(trials.map(({ row }) => row))
  return trials.map(({ change }, index) => {
    const distribution = distributions[index]
    if (!distribution) return undefined
    const within = Number(Math.abs(change) <= TOLERANCE)
    return (chanceWithin(distribution, -TOLERANCE, TOLERANCE) - within) ** 2
  })
}
