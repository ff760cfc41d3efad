/** What every step of a run is given. */
import type { Cloudflare } from './cloudflare'
import type { Journal } from './journal'
import type { Plan } from './plan'
import type { Wrangler } from './wrangler'

export type Run = {
  readonly plan: Plan
  readonly cloudflare: Cloudflare
  readonly wrangler: Wrangler
  readonly journal: Journal
  /** Reads the account, changes nothing, and writes what it would have changed. */
  readonly dryRun: boolean
  /** How the deployed Worker is reached; tests send it to a server of their own. */
  readonly reach: typeof fetch
  readonly sleep: (ms: number) => Promise<unknown>
  /** Where secrets may come from: the process's environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Answers of the person at the terminal; undefined where there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}

/** Does the work, or writes that it would. */
export async function change<T>(
  { dryRun, journal }: Run,
  step: string,
  detail: string,
  work: () => Promise<T>
): Promise<T | undefined> {
  if (dryRun) {
    journal.write(step, 'would', detail)
    return undefined
  }
  const result = await work()
  journal.write(step, 'made', detail)
  return result
}
