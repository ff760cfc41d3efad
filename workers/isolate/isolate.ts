/**
 * Everything that an isolate keeps between requests. Services carry this one holder; no module of the
 * Worker has a state of its own. An isolate may end at any moment: losing its state costs time and
 * never an answer.
 */
import { type BoundedMap, createBoundedMap } from '../../models/runtime/bounded-map'
import type { Recalibration } from '../../pipelines/answers/correction/recalibration'
import type { LedgerSummary } from '../../pipelines/answers/evidence/track-record'
import { createTripRows, type TripRows } from '../../pipelines/answers/evidence/trip-rows'
import type { Experiment } from '../../pipelines/experiments/experiment'
import { createModelMemory, type ModelMemory } from '../inference/models'
import type { PriorMemory } from '../inference/prior-store'
import { createMetered, type Metered } from '../metering/metered'
import { createWorkInFlight, type WorkInFlight } from '../metering/work-in-flight'
import { KeyMemory } from '../storage/account/key-memory'
import { createRateMemory, type RateMemory } from '../storage/rate-rows'
import { createSnapshotShelf, type SnapshotShelf } from '../storage/snapshot-memory'
import type { CachedValues } from './cached-values'
import { type CityMemory, createCityMemory } from './city-memory'
import { createDecisionQueue, type DecisionQueue, type Draft } from './decision-queue'
import { createInsightTexts, type InsightTexts } from './insight-texts'
import { MetricReports, type SendReport } from './metric-reports'
import { createPooledMarkets, type PooledMarkets } from './pooled-markets'
import { createPostGatherer, type PostGatherer } from './post-gatherer'
import { createSwitchMemory, type SwitchMemory } from './switch-memory'

export type Isolate = {
  readonly keys: KeyMemory
  /** Leases of quotas and counts of work, by key. */
  readonly metered: Metered
  /** Work that has begun and not ended, against its bounds. */
  readonly workInFlight: WorkInFlight
  readonly rates: RateMemory
  readonly writeSwitch: SwitchMemory
  readonly snapshots: SnapshotShelf
  /** Derived from those snapshots, by scope and market of cities. */
  readonly cities: CityMemory
  /** Markets of shared pools, computed from those snapshots. */
  readonly pooled: PooledMarkets
  /** Inputs of models, derived from those snapshots. */
  readonly tripRows: TripRows
  /** By the key of a scope. */
  readonly summaries: CachedValues<LedgerSummary>
  /** By the key of a scope. */
  readonly recalibrations: CachedValues<Recalibration>
  readonly decisions: DecisionQueue
  readonly posts: PostGatherer
  /** Texts of price insights, for repeated questions. */
  readonly insightTexts: InsightTexts
  /** Decisions drawn for requests before the router; see workers/api/warm-insight.ts. */
  readonly drawn: WeakMap<Request, Draft>
  readonly models: ModelMemory
  readonly prior: PriorMemory
  readonly metrics: MetricReports
  /** The running experiment of an owner, by the key of their scope. */
  readonly experiments: BoundedMap<string, KnownExperiment>
}

export type KnownExperiment = {
  readonly experiment: Experiment | undefined
  readonly readAt: number
}

const MAX_SUMMARIES = 1_000
const MAX_EXPERIMENTS = 1_000

export function createIsolate(sendMetrics: SendReport, reportEveryMs: number): Isolate {
  return {
    keys: new KeyMemory(),
    metered: createMetered(),
    workInFlight: createWorkInFlight(),
    rates: createRateMemory(),
    writeSwitch: createSwitchMemory(),
    snapshots: createSnapshotShelf(),
    cities: createCityMemory(),
    pooled: createPooledMarkets(),
    tripRows: createTripRows(),
    summaries: createBoundedMap(MAX_SUMMARIES),
    recalibrations: createBoundedMap(MAX_SUMMARIES),
    decisions: createDecisionQueue(),
    posts: createPostGatherer(),
    insightTexts: createInsightTexts(),
    drawn: new WeakMap(),
    models: createModelMemory(),
    prior: {},
    metrics: new MetricReports(sendMetrics, reportEveryMs),
    experiments: createBoundedMap(MAX_EXPERIMENTS),
  }
}
