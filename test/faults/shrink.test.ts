import { expect, it } from 'vitest'
import { type Fault, type Plan, planOf } from './plan'
import { shrink } from './shrink'

const crashes = (steps: readonly number[]): Fault[] =>
  steps.map((step) => ({ kind: 'crash', step }))

function stepsOf({ faults }: Plan): number[] {
  return faults.flatMap((fault) => (fault.kind === 'crash' ? fault.step : []))
}

it('leaves only the faults and actions without which nothing fails', async () => {
  const plan = { ...planOf(1, 0), faults: crashes([1, 2, 3, 4, 5, 6, 7, 8, 9]) }
  const needed = plan.actions[2]
  const fails = async (candidate: Plan) => {
    const steps = stepsOf(candidate)
    const isThere = needed !== undefined && candidate.actions.includes(needed)
    return isThere && steps.includes(3) && steps.includes(8)
  }
  const shortest = await shrink(plan, fails, 200)
  expect(stepsOf(shortest)).toEqual([3, 8])
  expect(shortest.actions).toEqual([needed])
})

it('stops when its runs are used up, with a plan that still fails', async () => {
  const plan = { ...planOf(1, 0), faults: crashes([1, 2, 3, 4, 5, 6, 7, 8]) }
  let runs = 0
  const fails = async (candidate: Plan) => {
    runs += 1
    return stepsOf(candidate).includes(8)
  }
  const shortest = await shrink(plan, fails, 3)
  expect(runs).toBe(3)
  expect(stepsOf(shortest)).toContain(8)
})
