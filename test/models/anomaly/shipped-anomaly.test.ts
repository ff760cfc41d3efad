/** Checks the shipped anomaly model: its inputs, and its findings on synthetic feeds. */
import { expect, test } from 'vitest'
import { anomaly } from '../../../models/anomaly/hosted-anomaly'
import type { SearchEvent } from '../../../pipelines/events/event'
import { injectFaults } from '../../../pipelines/training/anomaly/inject-faults'
import { ANOMALY_FEATURES } from '../../../pipelines/watch/feed-day'
import { marketScope } from '../../../pipelines/watch/scope-watch'
import { watch } from '../../../pipelines/watch/watch-feed'
import { FIRST_DAY, feedOf } from '../../build/feeds'
import { shippedArtifact } from '../../build/shipped-artifact'

const { manifest, session } = await shippedArtifact('anomaly')
const model = anomaly.serve(session)

async function judged(events: readonly SearchEvent[]) {
  const days = [...watch(events)]
  const verdicts = await model.predict(days.map(({ row }) => row))
  return days.flatMap((day, at) => {
    const verdict = verdicts[at]
    return verdict ? [{ ...day, verdict }] : []
  })
}

test('its inputs are the features of a day of a feed', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual(ANOMALY_FEATURES.map(({ name }) => name))
})

test('a market whose fares never change has no finding, and is among the usual rows', async () => {
  for (const { verdict } of await judged(feedOf({ seed: 1, changes: 0 }))) {
    expect(verdict.anomalous).toBe(false)
    expect(verdict.isolation).toBeLessThan(manifest.isolation?.unusual ?? 0)
  }
})

test('reports fares without their taxes as a finding with the difference', async () => {
  const day = FIRST_DAY + 25
  const { events } = injectFaults(
    feedOf({ seed: 2, changes: 0.2 }),
    [
      {
        kind: 'taxes_missing',
        scope: 'LIS-JFK/economy',
        airline: 'TP',
        factor: 0.62,
        firstDay: day,
        lastDay: day + 2,
        firstDeparture: Number.NEGATIVE_INFINITY,
        lastDeparture: Number.POSITIVE_INFINITY,
      },
    ],
    marketScope
  )
  const found = (await judged(events)).filter((each) => each.day === day && each.verdict.anomalous)
  expect(found.map(({ airline }) => airline)).toEqual(['TP'])
  const jump = found[0]?.verdict.reasons.find(({ sign }) => sign === 'jump')
  expect(Math.exp(jump?.actual ?? 0)).toBeCloseTo(0.62, 2)
})
