import type { Services } from '../services'

/** Work of a cron that was due `at`, epoch ms. Safe to run twice: crons fire again. */
export type Job = (services: Services, at: number) => Promise<void>
