/** The state of a deployment, and how its champion is opened, dropped and opened again. */
import { type DeploymentPlan, unservedParts } from '../../models/runtime/deployment-plan'
import type { HostedModel } from '../../models/runtime/hosted-model'
import type { Log } from '../log'
import type { Engine } from './engine'
import { ModelError, type ModelProblem } from './model-error'
import { type OpenedModel, openModel } from './open-model'

/** The plan is read again after this long. */
export const PLAN_FRESH_MS = 60_000
export const FIRST_RETRY_MS = 5_000
export const LONGEST_RETRY_MS = 300_000
/** A request that was opening and was cancelled leaves no trace; another takes over after this. */
const OPENING_LIMIT_MS = 30_000

/** The part of Services that a model uses. */
export type ModelWork = {
  readonly log: Log
  /** The wall clock: back-off must not follow a request's `Fareline-Now`. */
  readonly wallNow: () => number
  /** Takes work behind the answer. */
  readonly defer: (work: Promise<unknown>) => void
}

export type LastError = { readonly code: ModelProblem; readonly message: string }

export type DeploymentState<Port extends { readonly name: string }> = {
  readonly hosted: HostedModel<Port>
  readonly models: R2Bucket
  /** Tried in order. */
  readonly engines: readonly Engine[]
  /** Tried in order. */
  readonly folders: readonly string[]
  readonly plan: () => Promise<DeploymentPlan>
  champion?: OpenedModel<Port> | undefined
  /** A version other than the champion, opened for a replay. */
  former?: OpenedModel<Port> | undefined
  /** From the first read in R2 to checked golden rows. */
  loadMs?: number
  lastError?: LastError | undefined
  /** In a row; a version ends the row when it still answers as the plan is read again. */
  failures: number
  nextCheckAt: number
}

/** True for one caller at a time: the next waits for the plan to age, or for this one to be lost. */
export function takeTurn(state: { nextCheckAt: number }, now: number): boolean {
  if (now < state.nextCheckAt) return false
  state.nextCheckAt = now + OPENING_LIMIT_MS
  return true
}

export async function openChampion<Port extends { readonly name: string }>(
  state: DeploymentState<Port>,
  work: ModelWork
): Promise<void> {
  const { model } = state.hosted
  let version: string | undefined
  try {
    const startedAt = work.wallNow()
    const plan = await state.plan()
    version = plan.version
    if (version === state.champion?.version) state.failures = 0
    else {
      const before = state.champion
      state.champion = await openVersion(state, version, work.log)
      const loadMs = work.wallNow() - startedAt
      state.loadMs = loadMs
      const { engine } = state.champion
      work.log.info(`${model} model loaded`, { model, version, engine, loadMs })
      const unserved = unservedParts(plan)
      if (unserved.length > 0)
        work.log.warn(`${model} model serves its champion only`, { unserved })
      await before?.release()
    }
    state.lastError = undefined
    state.nextCheckAt = work.wallNow() + PLAN_FRESH_MS
  } catch (error) {
    fail(state, work, error, version)
  }
}

/** Rows that were predicted together fail together: the first drops the version, once. */
export async function dropChampion<Port extends { readonly name: string }>(
  state: DeploymentState<Port>,
  work: ModelWork,
  failed: OpenedModel<Port>,
  error: unknown
): Promise<void> {
  if (state.champion !== failed) return
  state.champion = undefined
  fail(state, work, error, failed.version)
  await failed.release().catch(() => undefined)
}

/** For a replay: the version it names, beside the champion. */
export async function openFormer<Port extends { readonly name: string }>(
  state: DeploymentState<Port>,
  version: string,
  log: Log
): Promise<Port> {
  const opened = await openVersion(state, version, log)
  const before = state.former
  state.former = opened
  await before?.release()
  return opened.port
}

function openVersion<Port extends { readonly name: string }>(
  { hosted, models, engines, folders }: DeploymentState<Port>,
  version: string,
  log: Log
): Promise<OpenedModel<Port>> {
  const { model } = hosted
  return openModel(hosted, { models, folders, version }, engines, (passedOver, error) => {
    const level = error instanceof ModelError && error.code === 'not-a-forest' ? 'info' : 'error'
    const reason = reasonOf(error)
    log[level](`${model} model needs another engine`, { model, version, passedOver, reason })
  })
}

function fail<Port extends { readonly name: string }>(
  state: DeploymentState<Port>,
  { log, wallNow }: ModelWork,
  error: unknown,
  version: string | undefined
): void {
  const { model } = state.hosted
  const code = error instanceof ModelError ? error.code : 'runtime-failed'
  const retryMs = Math.min(FIRST_RETRY_MS * 2 ** state.failures, LONGEST_RETRY_MS)
  state.failures += 1
  const { failures } = state
  const reason = reasonOf(error)
  state.lastError = { code, message: reason }
  state.nextCheckAt = wallNow() + retryMs
  // Most likely not shipped yet, which /health reports: no error of this Worker.
  const level = version === undefined && code === 'model-missing' ? 'info' : 'error'
  log[level](`${model} model failed`, { model, version, code, reason, failures, retryMs })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
