/** Worker thread of the simulator: runs the seeds it is sent, and makes failing plans shorter. */
import './in-node'
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'

const { planOf } = await import('./plan')
const { runPlan, STARTS_AT } = await import('./run')
const { shrink } = await import('./shrink')

const Order = z.object({ seed: z.int(), shrinkRuns: z.int() })

parentPort?.on('message', (order) => {
  const { seed, shrinkRuns } = Order.parse(order)
  runSeed(seed, shrinkRuns).then(
    (result) => parentPort?.postMessage(result),
    (error) => parentPort?.postMessage({ seed, error: String(error?.stack ?? error) })
  )
})

async function runSeed(seed: number, shrinkRuns: number) {
  const plan = planOf(seed, STARTS_AT)
  const outcome = await runPlan(plan)
  const { acknowledged, steps, hours, violations } = outcome
  const result = { seed, acknowledged, steps, hours, faults: plan.faults.length, violations }
  if (violations.length === 0) return result
  const fails = async (candidate: typeof plan) => (await runPlan(candidate)).violations.length > 0
  const shortest = shrinkRuns > 0 ? await shrink(plan, fails, shrinkRuns) : plan
  const { trace, violations: left } = await runPlan(shortest)
  const { actions, faults } = shortest
  return { ...result, shortest: { actions, faults, violations: left, trace } }
}
