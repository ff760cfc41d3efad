/** Metrics of a deployment, and what each counts. Names follow OpenMetrics 1.0: the unit ends a name. */

export type Metric = {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly unit?: 'bytes' | 'seconds' | 'ratio'
  readonly help: string
}

export const METRICS = {
  fareline_requests: {
    type: 'counter',
    help: 'Requests of the API by operation of the contract and status.',
  },
  fareline_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Worker time of a request by operation. On the platform the clock stands still while code computes.',
  },
  fareline_account_requests: {
    type: 'counter',
    help: 'Requests by account and outcome: ok, refused (4xx) or failed (5xx).',
  },
  fareline_queue_messages: {
    type: 'counter',
    help: 'Deliveries of messages by outcome: done, retried or set_aside.',
  },
  fareline_queue_age_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Age of messages when their batch ended, since they entered the queue.',
  },
  fareline_job_runs: {
    type: 'counter',
    help: 'Runs of jobs by job and outcome: ok, more (work is left), busy, skipped or failed.',
  },
  fareline_job_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'Duration of runs by job.',
  },
  fareline_job_last_success_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last run of a scheduled job that succeeded.',
  },
  fareline_webhook_attempts: {
    type: 'counter',
    help: 'Attempts to deliver webhooks by outcome: delivered, failed or gone.',
  },
  fareline_dead_letters: {
    type: 'gauge',
    help: 'Letters of all accounts that were set aside and not replayed.',
  },
  fareline_dead_letter_oldest_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'Age of the oldest such letter.',
  },
  fareline_database_size_bytes: {
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the D1 database.',
  },
  fareline_slo_events: {
    type: 'counter',
    help: 'Events of each SLO by outcome: good or bad.',
  },
  fareline_slo_burn_rate_ratio: {
    type: 'gauge',
    unit: 'ratio',
    help: 'Rate at which the error budget of an SLO is spent over a window; 1 spends it in 30 days.',
  },
  fareline_slo_budget_left_ratio: {
    type: 'gauge',
    unit: 'ratio',
    help: 'Share of the error budget of 30 days that is left.',
  },
  fareline_series_refused: {
    type: 'counter',
    help: 'Samples that were dropped because too many series exist.',
  },
} satisfies Readonly<Record<string, Metric>>

export type MetricName = keyof typeof METRICS
export type Labels = Readonly<Record<string, string>>

/** Upper bounds of histogram buckets, seconds: around the budgets of an answer and of a queue. */
export const BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600,
] as const
