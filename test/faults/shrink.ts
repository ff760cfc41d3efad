/**
 * Makes a failing plan shorter: leaves out faults and actions, in halves and then one by one, as long
 * as the run still breaks an invariant (delta debugging, Zeller and Hildebrandt 2002).
 */
import type { Plan } from './plan'

type Part = 'faults' | 'actions'

export async function shrink(
  plan: Plan,
  fails: (plan: Plan) => Promise<boolean>,
  /** Runs it may take. */
  budget: number
): Promise<Plan> {
  let shortest = plan
  let left = budget
  const without = async (part: Part): Promise<void> => {
    let size = Math.ceil(shortest[part].length / 2)
    while (size >= 1 && left > 0) {
      let from = 0
      while (from < shortest[part].length && left > 0) {
        const candidate = cut(shortest, part, from, size)
        left -= 1
        if (await fails(candidate)) shortest = candidate
        else from += size
      }
      size = size === 1 ? 0 : Math.ceil(size / 2)
    }
  }
  await without('faults')
  await without('actions')
  return shortest
}

function cut(plan: Plan, part: Part, from: number, size: number): Plan {
  return part === 'faults'
    ? { ...plan, faults: plan.faults.toSpliced(from, size) }
    : { ...plan, actions: plan.actions.toSpliced(from, size) }
}
