import { expect, test } from 'vitest'
import type { ModelSession } from '../../../../models/runtime/hosted-model'
import { compareVersions } from '../../../../tools/training/lake/compare-versions'
import type { Trials } from '../../../../tools/training/lake/lake-model'
import { manifestOf } from '../../../build/manifest'

const session = (version: string): ModelSession => ({
  manifest: manifestOf({ version }),
  run: async () => new Float32Array(),
  explain: () => undefined,
})

const trials: Trials = {
  units: ['a', 'a', 'b'],
  ofSession: async ({ manifest }) => (manifest.version === 'v2' ? [1, 1, undefined] : [2, 2, 2]),
  ofRule: async () => [3, 3, 3],
}

const about = {
  model: 'fare',
  measure: 'loss',
  data: 'lake of sandbox (test)',
  window: { testFrom: 0, until: 1 },
  candidate: session('v2'),
}

test('both versions and the rule are scored on the same rows', async () => {
  const found = await compareVersions(trials, { ...about, champion: session('v1') })
  expect(found).toMatchObject({ version: 'v2', champion: 'v1' })
  expect(found.units).toEqual([
    { n: 2, candidate: 2, champion: 4, rule: 6 },
    { n: 1, candidate: 3, champion: 2, rule: 3 },
  ])
})

test('without a champion the rule is what answered', async () => {
  const found = await compareVersions(trials, { ...about, champion: undefined })
  expect(found.champion).toBeNull()
  expect(found.units.every(({ champion, rule }) => champion === rule)).toBe(true)
})
