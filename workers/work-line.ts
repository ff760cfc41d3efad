/** The one line that a queue batch or a job leaves in the log when it ends; requests have their own. */
import type { LogFields } from './log'
import type { RequestContext } from './services'

export type WorkEnd = { readonly outcome: string } & LogFields

/** Logs how the work ended and how long it took; a failure is logged and thrown on. */
export async function logged<Result>(
  { log, wallNow }: Pick<RequestContext, 'log' | 'wallNow'>,
  name: string,
  work: () => Promise<Result>,
  endOf: (result: Result) => WorkEnd
): Promise<Result> {
  const began = wallNow()
  const durations = () => ({ total_ms: wallNow() - began })
  try {
    const result = await work()
    log.info(name, { ...endOf(result), durations: durations() })
    return result
  } catch (error) {
    log.error(name, { outcome: 'failed', error, durations: durations() })
    throw error
  }
}
