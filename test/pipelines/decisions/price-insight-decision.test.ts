import { expect, test, vi } from 'vitest'
import { baselineFare } from '../../../models/fare/baseline-fare'
import type { FareModel } from '../../../models/fare/fare-model'
import type { FeatureRow } from '../../../models/runtime/features'
import { NO_RECORD } from '../../../pipelines/answers/evidence/track-record'
import { answerPriceInsight } from '../../../pipelines/answers/price-insight/answer-price-insight'
import { insightRecord } from '../../../pipelines/decisions/price-insight-decision'
import { outlookTo } from '../../build/outlooks'
import { anInsightQuestion } from '../../build/questions'
import { fareGroupOf, NOW, snapshotOf } from '../../build/snapshots'

const seen = Array.from({ length: 21 }, (_, at) => ({ inDays: 20 + at, fare: 200_00 + at * 1000 }))
const snapshotRead = { snapshot: snapshotOf([fareGroupOf(seen)]), source: 'memory' } as const

function answered(isRecorded: boolean, fare: FareModel, explain = false) {
  const question = anInsightQuestion({ explain })
  const request = { question, snapshotRead, rates: [], record: NO_RECORD, isRecorded }
  return answerPriceInsight(request, { fare, outlook: outlookTo(0.9) }, NOW)
}

/** A model that is replaced by another version after it has answered. */
function replacedFare() {
  const predicted: FeatureRow[] = []
  let version = 'fare@1'
  const fare: FareModel = {
    get name() {
      return version
    },
    inputs: () => [{ name: version, unit: '', value: version === 'fare@1' ? 1 : 2 }],
    async predict(rows) {
      predicted.push(...rows)
      return baselineFare('test').predict(rows)
    },
  }
  return { fare, predicted, replace: () => (version = 'fare@2') }
}

test('records the very rows and inputs of the version that answered, though another follows', async () => {
  const { fare, predicted, replace } = replacedFare()
  const insight = await answered(true, fare, true)
  replace()
  const { models } = insightRecord(insight, 'price-insight', {}).describe()
  expect(predicted).toHaveLength(2)
  expect(models.fare).toMatchObject({ name: 'fare@1', inputs: [[1], [1]] })
  expect(models.fare?.rows).toEqual(
    predicted.map(({ currency, values }) => ({
      currency,
      values: JSON.parse(JSON.stringify(values)),
    }))
  )
  expect(insight.models.fare?.rows.map((row, at) => row === predicted[at])).toEqual([true, true])
})

test('keeps no inputs of an answer that is not sampled', async () => {
  const inputs = vi.fn(() => [])
  const { models } = await answered(false, { ...baselineFare('test'), inputs })
  expect(models).toEqual({})
  expect(inputs).not.toHaveBeenCalled()
})
