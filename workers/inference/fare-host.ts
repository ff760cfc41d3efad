/**
 * Keeps the champion of the fare model open and answers meanwhile with the baseline. Nothing a
 * request waits for depends on R2 or on the runtime: opening happens after an answer, a failure is
 * logged once and retried with back-off, and a champion that cannot be opened never replaces a
 * version that answers.
 */
import type { FareModel } from '../../models/fare/fare-model'
import { readChampion } from './artifact-store'
import type { Engine, EngineName } from './engine'
import { type FareEngine, openFareEngine } from './fare-engine'
import { ModelError, type ModelProblem } from './model-error'

/** The champion's pointer is read again after this long. */
export const POINTER_FRESH_MS = 60_000
export const FIRST_RETRY_MS = 5_000
export const LONGEST_RETRY_MS = 300_000
/** Opening takes 30 ms of CPU in the forest, 0.2 s in ONNX Runtime: let the answers of a cold isolate leave first. */
const OPEN_AFTER_MS = 50
/** A request that was opening and was cancelled leaves no trace; another takes over after this. */
const OPENING_LIMIT_MS = 30_000

export type FareHostParts = {
  readonly models: R2Bucket
  readonly baseline: (reason: string) => FareModel
  /** Tried in order. */
  readonly engines: readonly Engine[]
  /** The wall clock: back-off must not follow a request's `Fareline-Now`. */
  readonly clock: () => number
  /** One line, to be searched by its fields. */
  readonly log: (level: 'info' | 'error', line: Readonly<Record<string, unknown>>) => void
}

export type FareHostStatus = {
  /** "fare@<version>", or "baseline (<reason>)". */
  readonly model: string
  readonly engine: EngineName | 'baseline'
  /** From the first read in R2 to checked golden rows. */
  readonly loadMs: number | undefined
  readonly lastError: { readonly code: ModelProblem; readonly message: string } | undefined
}

export type FareHost = {
  /** Read its `name` after `predict`: it tells what answered. `defer` takes work behind the answer. */
  model(defer: (work: Promise<void>) => void): FareModel
  status(): FareHostStatus
}

export function createFareHost(parts: FareHostParts): FareHost {
  const { models, baseline, clock, log } = parts
  let engine: FareEngine | undefined
  let loadMs: number | undefined
  let lastError: FareHostStatus['lastError']
  /** In a row; a version ends the row when it still answers as its pointer is read again. */
  let failures = 0
  let nextCheckAt = Number.NEGATIVE_INFINITY

  const standIn = () => baseline(lastError?.code ?? 'model-loading')

  function fail(error: unknown, version: string | undefined): void {
    const code = error instanceof ModelError ? error.code : 'runtime-failed'
    const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
    failures += 1
    const reason = error instanceof Error ? error.message : String(error)
    lastError = { code, message: reason }
    nextCheckAt = clock() + retryMs
    log('error', { message: 'fare model failed', version, code, reason, failures, retryMs })
  }

  function open(version: string): Promise<FareEngine> {
    return openFareEngine(models, version, parts.engines, (passedOver, error) => {
      const reason = error instanceof Error ? error.message : String(error)
      const level = error instanceof ModelError && error.code === 'not-a-forest' ? 'info' : 'error'
      log(level, { message: 'fare model needs another engine', version, passedOver, reason })
    })
  }

  async function openChampion(): Promise<void> {
    let version: string | undefined
    try {
      const startedAt = clock()
      version = await readChampion(models, 'fare')
      if (version === engine?.version) {
        failures = 0
      } else {
        const former = engine
        engine = await open(version)
        loadMs = clock() - startedAt
        log('info', { message: 'fare model loaded', version, engine: engine.engine, loadMs })
        await former?.release()
      }
      lastError = undefined
      nextCheckAt = clock() + POINTER_FRESH_MS
    } catch (error) {
      fail(error, version)
    }
  }

  /** Rows that were asked together fail together: the first tells, the others find it told. */
  async function drop(failed: FareEngine, error: unknown): Promise<void> {
    if (engine !== failed) return
    engine = undefined
    fail(error, failed.version)
    await failed.release().catch(() => undefined)
  }

  function isDue(): boolean {
    if (clock() < nextCheckAt) return false
    nextCheckAt = clock() + OPENING_LIMIT_MS
    return true
  }

  return {
    model(defer) {
      let name = (engine ?? standIn()).name
      return {
        get name() {
          return name
        },
        inputs: (row) => engine?.inputs?.(row),
        async predict(rows) {
          if (isDue()) defer(scheduler.wait(engine ? 0 : OPEN_AFTER_MS).then(openChampion))
          const asked = engine
          if (asked) {
            try {
              const predictions = await asked.predict(rows)
              name = asked.name
              return predictions
            } catch (error) {
              defer(drop(asked, error))
            }
          }
          const other = standIn()
          name = other.name
          return other.predict(rows)
        },
      }
    },
    status: () => ({
      model: (engine ?? standIn()).name,
      engine: engine?.engine ?? 'baseline',
      loadMs,
      lastError,
    }),
  }
}
