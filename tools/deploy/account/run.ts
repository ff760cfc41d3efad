/** Arguments of every step of a run. */
import type { Cloudflare } from './cloudflare'
import type { Journal } from './journal'
import type { Plan } from './plan'
import type { Wrangler } from './wrangler'

export type Run = {
  readonly plan: Plan
  readonly cloudflare: Cloudflare
  readonly wrangler: Wrangler
  readonly journal: Journal
  /** Reads the account, changes nothing, and reports the changes it would make. */
  readonly dryRun: boolean
  /** Calls the deployed Worker; tests replace it by a server of their own. */
  readonly reach: typeof fetch
  readonly sleep: (ms: number) => Promise<unknown>
  /** The process's environment, which may hold secrets. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Prompts at the terminal; undefined without one. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}

/** Does the work, or reports it in a dry run. */
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
  journal.write(step, 'done', detail)
  return result
}
