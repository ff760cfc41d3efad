/** Objectives of the service, as data: the share of good events that each promises over 30 days. */

export const SLO_IDS = [
  'availability',
  'insight_latency',
  'freshness',
  'webhook_delivery',
  'job_success',
] as const
export type SloId = (typeof SLO_IDS)[number]

export type Slo = {
  readonly title: string
  /** Share of events that must be good. */
  readonly objective: number
  /** A good event, as a sentence. */
  readonly good: string
}

export const SLOS: Readonly<Record<SloId, Slo>> = {
  availability: {
    title: 'Availability',
    objective: 0.999,
    good: 'A request of the API is answered without a fault of ours: no status of 500 or more.',
  },
  insight_latency: {
    title: 'Latency of a price insight',
    objective: 0.99,
    good: 'A price insight is answered within 100 ms of Worker time.',
  },
  freshness: {
    title: 'Freshness of events',
    objective: 0.99,
    good: 'A message of events is stored and counted within 60 s of entering the queue.',
  },
  webhook_delivery: {
    title: 'Delivery of webhooks',
    objective: 0.99,
    good: 'An attempt to deliver a webhook is answered 2xx.',
  },
  job_success: {
    title: 'Success of jobs',
    objective: 0.99,
    good: 'A run of a scheduled job ends without an error.',
  },
}

/** The budget is spent over this many days. */
export const BUDGET_DAYS = 30
export const FAST_INSIGHT_MS = 100
export const FRESH_MS = 60_000

/** Events that were good, of all that there were. */
export type GoodOf = { readonly good: number; readonly total: number }
export const NO_EVENTS: GoodOf = { good: 0, total: 0 }

export function addGoodOf(a: GoodOf, b: GoodOf): GoodOf {
  return { good: a.good + b.good, total: a.total + b.total }
}
