/** Which lines of the Worker's log a local server prints: unless all are wanted, what needs a look. */
import { z } from 'zod'

/** The line that ends a request, a queue batch or a job. */
const WorkLine = z.object({ level: z.literal('info'), outcome: z.string() })

/** Undefined for the end of work that did not fail: there are as many as requests. */
export function printedLine(
  { level, message }: { readonly level: string; readonly message: string },
  everything: boolean
): string | undefined {
  const entry = entryOf(message)
  // Not the Worker's own: its lines name their level.
  if (entry === undefined) return `${level} ${message}`
  const work = WorkLine.safeParse(entry)
  return everything || !work.success || work.data.outcome === 'failed' ? message : undefined
}

function entryOf(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
