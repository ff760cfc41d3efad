/** Waits until the served fare model answers, so that the first question does not meet the baseline. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** Opening takes half a second; without a model the baseline answers, and serving goes on. */
const LIMIT_MS = 5_000

const Health = z.object({
  inference: z.object({ engine: z.string(), last_error: z.string().optional() }).optional(),
})

export async function modelOpened(url: string): Promise<void> {
  const limit = Date.now() + LIMIT_MS
  while (Date.now() < limit) {
    const response = await fetch(`${url}/health`)
    const { inference } = Health.parse(await response.json())
    if (inference?.last_error || (inference && inference.engine !== 'baseline')) return
    await sleep(50)
  }
}
