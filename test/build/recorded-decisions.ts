/** Decisions of real answers, once they have passed the queue. */
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { DecisionEntry } from '../../pipelines/decisions/decision-wire'
import { ask } from './sandbox'

const Replay = z.object({
  data: z.object({
    matches: z.boolean(),
    differences: z.array(z.looseObject({ pointer: z.string() })),
  }),
})

/** Waits for the queue to deliver. */
export async function recordedDecision(id: string): Promise<DecisionEntry> {
  const response = await vi.waitFor(
    async () => {
      const found = await ask(`/v1/decisions/${id}`)
      expect(found.status, id).toBe(200)
      return found
    },
    { timeout: 15_000, interval: 100 }
  )
  return z.object({ data: DecisionEntry }).parse(await response.json()).data
}

export async function replayOf(id: string) {
  const response = await ask(`/v1/decisions/${id}:replay`, { method: 'POST' })
  return Replay.parse(await response.json()).data
}
