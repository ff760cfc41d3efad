import { expect, it } from 'vitest'
import { demandLevel } from '../../../models/demand-level/hosted-demand-level'
import {
  SEARCH_FEATURES,
  searchFeatures,
} from '../../../pipelines/features/demand-level/search-features'
import { shippedArtifact } from '../../build/shipped-artifact'

const { manifest, session } = await shippedArtifact('demand-level')

it('reads the features of searches in order', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual([...SEARCH_FEATURES])
})

it('distinguishes a market searched twice as much as usual from an inactive one', async () => {
  const model = demandLevel.serve(session)
  const rowOf = (lately: number) => {
    const counts = Array.from({ length: 70 }, (_, day) => (day < 66 ? 400 : lately))
    const values = searchFeatures({ firstDay: 20_000, counts }, 20_070, 1)
    return { currency: '', values: values ?? {} }
  }
  const predictions = await model.predict([rowOf(800), rowOf(400), rowOf(200)])
  expect(predictions.map((each) => each?.level)).toEqual(['high', 'medium', 'low'])
})
