import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'

/** What a run did, in few numbers and words; `more` when work is left for the next. */
export type JobReport = Readonly<Record<string, number | string | boolean>>

/**
 * Work of a cron that was due `at`, epoch ms. Safe to run twice: crons fire again. A cron works on
 * both modes; a key's own run only on the key's.
 */
export type Job = (services: Services, at: number, scopes?: readonly Scope[]) => Promise<JobReport>
