import { expect, it } from 'vitest'
import { choice } from '../../../models/choice/hosted-choice'
import { AFFINITY_FEATURES } from '../../../pipelines/features/choice/affinity-features'
import { SLATE_FEATURES, slateRows } from '../../../pipelines/features/choice/slate-features'
import { shippedArtifact } from '../../build/shipped-artifact'

const { manifest, session } = await shippedArtifact('choice')

it('reads the features of slates and affinities only', () => {
  const names = [...SLATE_FEATURES, ...AFFINITY_FEATURES].map(({ name }) => name)
  expect(manifest.inputs.map(({ name }) => name)).toEqual(names)
})

it('prefers the cheaper and the faster of two offers that are otherwise alike', async () => {
  const model = choice.serve(session)
  const trip = {
    daysToDeparture: 40,
    returns: false,
    sameDay: undefined,
    domestic: true,
    passengers: 1,
    stayDays: undefined,
  }
  const plain = {
    amount: 10_000,
    airline: 'LH',
    durationMinutes: 100,
    stops: 0,
    departsMinute: 600,
  }
  const slateOf = (...offers: (typeof plain)[]) => slateRows({ trip, offers }, [])
  const dearer = slateOf({ ...plain, amount: 14_000 }, plain)
  const slower = slateOf(plain, { ...plain, durationMinutes: 300 })
  const predictions = await model.predict([dearer, [], slower])
  const [first, none, last] = predictions
  expect(first?.probabilities[1]).toBeGreaterThan(0.7)
  expect(none).toBeUndefined()
  expect(last?.probabilities[0]).toBeGreaterThan(0.6)
  expect(first?.leaves).toBeGreaterThan(0)
  expect(first?.leaves).toBeLessThan(1)
})
