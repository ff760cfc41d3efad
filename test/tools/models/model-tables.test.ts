import { expect, test } from 'vitest'
import { modelTable, verdictText } from '../../../tools/models/model-tables'

test('a verdict shows both comparisons, and every reason of a refusal', () => {
  const compared = { units: 40, loss: 0.1, other_loss: 0.2, interval: [-0.15, -0.05] }
  const verdict = {
    version: 'v2',
    champion: 'v1',
    passes: false,
    refusals: [{ code: 'not-better-than-rule', detail: 'Not better than the plain rule.' }],
    against_champion: compared,
    against_rule: null,
  }
  const text = verdictText(verdict)
  expect(text).toContain('champion v1')
  expect(text).toContain('-0.1500 to -0.0500')
  expect(text).toContain('not-better-than-rule: Not better')
  expect(verdictText({ ...verdict, passes: true, refusals: [] })).toContain('v2 may be promoted')
})

test('a model without a version is shown on its plain rule', () => {
  const text = modelTable([{ model: 'fare', shipped: null, answers: null, aliases: {} }])
  expect(text).toContain('plain rule')
})
