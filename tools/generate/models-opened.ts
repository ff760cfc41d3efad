/** Waits until each served model answers, so that the first question does not meet a baseline. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { SANDBOX_KEY } from '../server/local-state'

/** Opening takes half a second; without a model its baseline answers, and serving goes on. */
const LIMIT_MS = 5_000

const Model = z.object({ engine: z.string(), last_error: z.string().optional() })
const Health = z.object({
  inference: z.object({ models: z.record(z.string(), Model) }).optional(),
})

export async function modelsOpened(url: string, key = SANDBOX_KEY): Promise<void> {
  const limit = Date.now() + LIMIT_MS
  while (Date.now() < limit) {
    const response = await fetch(`${url}/health`, { headers: { authorization: `Bearer ${key}` } })
    const { inference } = Health.parse(await response.json())
    if (inference && Object.values(inference.models).every(isSettled)) return
    await sleep(50)
  }
}

function isSettled({ engine, last_error }: z.infer<typeof Model>): boolean {
  return last_error !== undefined || engine !== 'baseline'
}
