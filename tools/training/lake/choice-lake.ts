/** The choice model from the lake: slates that were searched, and the offer clicked or booked after. */
import type { ChoiceModel } from '../../../models/choice/choice-model'
import { choice } from '../../../models/choice/hosted-choice'
import {
  type ReplayedSession,
  replayChoices,
} from '../../../pipelines/training/choice/choice-replay'
import { isDomesticSearch, writeSessions } from '../choice/choice-session-rows'
import { rowFiles } from '../kit/parquet-rows'
import { LAKE_DATA, type LakeModel, trialsOf } from './lake-model'

/** A fit on fewer repeats the prior; see docs/models.md. */
const LEAST_CHOICES = 300

type Taken = ReplayedSession & { readonly taken: number }

export const choiceFromLake: LakeModel = {
  model: 'choice',
  python: 'choice',
  measure: 'share of slates whose chosen offer is not ranked first',
  async write(events, { testFrom }, folder) {
    const files = rowFiles(folder, 'choice-lake')
    const fitted: ReplayedSession[] = []
    const trials: Taken[] = []
    for (const session of replayChoices(events, isDomesticSearch)) {
      if (session.slate.offers.length < 2) continue
      if (session.at < testFrom) fitted.push(session)
      else if (session.taken !== undefined) trials.push({ ...session, taken: session.taken })
    }
    await writeSessions(
      fitted.map((session) => ({ data: LAKE_DATA, session })),
      files
    )
    const chosen = fitted.filter(({ taken }) => taken !== undefined).length
    return {
      files,
      rows: chosen,
      needs: [
        { rows: 'slates with a choice before the test', found: chosen, least: LEAST_CHOICES },
        { rows: 'slates with a choice in the test', found: trials.length, least: 100 },
      ],
      trials: trialsOf(
        choice,
        trials.map(({ id }) => id),
        (port) => misses(port, trials),
        async () => trials.map((session) => miss(session, cheapestOf(session)))
      ),
    }
  },
}

async function misses(port: ChoiceModel, trials: readonly Taken[]) {
  const predictions = await port.predict(
    trials.map(({ values }) => values.map((each) => ({ currency: '', values: each })))
  )
  return trials.map((session, index) => {
    const probabilities = predictions[index]?.probabilities
    return probabilities && miss(session, greatestAt(probabilities))
  })
}

function miss({ taken }: Taken, first: number): number {
  return Number(taken !== first)
}

function cheapestOf({ slate }: Taken): number {
  return greatestAt(slate.offers.map(({ amount }) => -amount))
}

function greatestAt(values: readonly number[]): number {
  return values.indexOf(Math.max(...values))
}
