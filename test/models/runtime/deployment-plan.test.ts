import { expect, test } from 'vitest'
import { DeploymentPlan, unservedParts } from '../../../models/runtime/deployment-plan'

test('a plan may name its champion alone', () => {
  const plan = DeploymentPlan.parse({ version: '2026-11-20' })
  expect(plan).toEqual({ version: '2026-11-20', challengers: [], shadow: null, holdout: 0 })
  expect(unservedParts(plan)).toEqual([])
})

test('a plan names challengers with their share, a shadow and a holdout', () => {
  const plan = DeploymentPlan.parse({
    version: 'v1',
    challengers: [{ version: 'v2', share: 0.1 }],
    shadow: 'v3',
    holdout: 0.05,
  })
  expect(unservedParts(plan)).toEqual(['challenger v2', 'shadow v3', 'holdout 0.05'])
})

test('a version that is no name, or a share of nothing or everything, is refused', () => {
  const refused = (plan: unknown) => DeploymentPlan.safeParse(plan).success
  expect(refused({ version: '../other' })).toBe(false)
  expect(refused({ version: 'v1', challengers: [{ version: 'v2', share: 0 }] })).toBe(false)
  expect(refused({ version: 'v1', holdout: 1 })).toBe(false)
})
