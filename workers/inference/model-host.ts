/**
 * Keeps the champion of one model open and answers meanwhile with its baseline. No request waits
 * for R2 or for the runtime: opening happens after an answer, a failure is logged once and retried
 * with back-off, and a champion that cannot be opened never replaces a version that answers. A
 * model that has no champion stays on its baseline.
 */
import type { HostedModel } from '../../models/runtime/hosted-model'
import type { ModelPort } from '../../models/runtime/model-port'
import { readChampion } from './artifact-store'
import type { Engine, EngineName } from './engine'
import { ModelError, type ModelProblem } from './model-error'
import { type OpenedModel, openModel } from './open-model'

/** The champion's pointer is read again after this long. */
export const POINTER_FRESH_MS = 60_000
export const FIRST_RETRY_MS = 5_000
export const LONGEST_RETRY_MS = 300_000
/** Opening takes 30 ms of CPU in the forest, 0.2 s in ONNX Runtime: let the answers of a cold isolate leave first. */
const OPEN_AFTER_MS = 50
/** An opening request that was cancelled leaves no trace; another may start after this. */
const OPENING_LIMIT_MS = 30_000

export type HostParts = {
  readonly models: R2Bucket
  /** Engines in the order of trial. */
  readonly engines: readonly Engine[]
  /** The wall clock: back-off must not follow a request's `Fareline-Now`. */
  readonly clock: () => number
  /** Writes one line, searchable by its fields. */
  readonly log: (level: 'info' | 'error', line: Readonly<Record<string, unknown>>) => void
}

export type HostStatus = {
  /** "<model>@<version>", or "baseline (<reason>)". */
  readonly model: string
  readonly engine: EngineName | 'baseline'
  /** From the first read in R2 to checked golden rows. */
  readonly loadMs: number | undefined
  readonly lastError: { readonly code: ModelProblem; readonly message: string } | undefined
}

/** Takes work behind the answer. */
export type Defer = (work: Promise<void>) => void

export type ModelHost<Port> = {
  /** Answers through the champion, through the baseline where there is none or it throws. */
  ask<Answer>(
    defer: Defer,
    use: (port: Port) => Promise<Answer>
  ): Promise<{ readonly port: Port; readonly answer: Answer }>
  /** The current port, champion or baseline. */
  current(): Port
  /** Opens the champion behind the answer, where that is due. */
  open(defer: Defer): void
  /** Opens the champion and waits, for requests of a certain engine. */
  opened(): Promise<void>
  status(): HostStatus
}

export function createModelHost<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  parts: HostParts
): ModelHost<Port> {
  const { models, clock, log } = parts
  const { model } = hosted
  let champion: OpenedModel<Port> | undefined
  let loadMs: number | undefined
  let lastError: HostStatus['lastError']
  /** Consecutive failures; reset when a version still answers at the next read of its pointer. */
  let failures = 0
  let nextCheckAt = Number.NEGATIVE_INFINITY

  const standIn = () => hosted.baseline(lastError?.code ?? 'model-loading')

  function fail(error: unknown, version: string | undefined): void {
    const code = error instanceof ModelError ? error.code : 'runtime-failed'
    const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS)
    failures += 1
    const reason = error instanceof Error ? error.message : String(error)
    lastError = { code, message: reason }
    nextCheckAt = clock() + retryMs
    // Most likely not shipped yet, which /health reports: no error of this Worker.
    const level = version === undefined && code === 'model-missing' ? 'info' : 'error'
    log(level, {
      message: `${model} model failed`,
      model,
      version,
      code,
      reason,
      failures,
      retryMs,
    })
  }

  function open(version: string): Promise<OpenedModel<Port>> {
    return openModel(hosted, models, version, parts.engines, (passedOver, error) => {
      const reason = error instanceof Error ? error.message : String(error)
      const level = error instanceof ModelError && error.code === 'not-a-forest' ? 'info' : 'error'
      log(level, {
        message: `${model} model needs another engine`,
        model,
        version,
        passedOver,
        reason,
      })
    })
  }

  async function openChampion(): Promise<void> {
    let version: string | undefined
    try {
      const startedAt = clock()
      version = await readChampion(models, model)
      if (version === champion?.version) {
        failures = 0
      } else {
        const former = champion
        champion = await open(version)
        loadMs = clock() - startedAt
        const { engine } = champion
        log('info', { message: `${model} model loaded`, model, version, engine, loadMs })
        await former?.release()
      }
      lastError = undefined
      nextCheckAt = clock() + POINTER_FRESH_MS
    } catch (error) {
      fail(error, version)
    }
  }

  /** Concurrent predictions fail together: only the first logs the failure. */
  async function drop(failed: OpenedModel<Port>, error: unknown): Promise<void> {
    if (champion !== failed) return
    champion = undefined
    fail(error, failed.version)
    await failed.release().catch(() => undefined)
  }

  function isDue(): boolean {
    if (clock() < nextCheckAt) return false
    nextCheckAt = clock() + OPENING_LIMIT_MS
    return true
  }

  function openLater(defer: Defer): void {
    if (isDue()) defer(scheduler.wait(champion ? 0 : OPEN_AFTER_MS).then(openChampion))
  }

  return {
    open: openLater,
    current: () => champion?.port ?? standIn(),
    async opened() {
      if (isDue()) await openChampion()
    },
    async ask(defer, use) {
      openLater(defer)
      const asked = champion
      if (asked) {
        try {
          return { port: asked.port, answer: await use(asked.port) }
        } catch (error) {
          defer(drop(asked, error))
        }
      }
      const port = standIn()
      return { port, answer: await use(port) }
    },
    status: () => ({
      model: (champion?.port ?? standIn()).name,
      engine: champion?.engine ?? 'baseline',
      loadMs,
      lastError,
    }),
  }
}

/** Read its `name` after `predict`: it names the version that answered. */
export function portOf<Row, Answer>(
  host: ModelHost<ModelPort<Row, Answer>>,
  defer: Defer
): ModelPort<Row, Answer> {
  let { name } = host.current()
  return {
    get name() {
      return name
    },
    inputs: (row) => host.current().inputs?.(row),
    explain: (row, output) => host.current().explain?.(row, output),
    async predict(rows) {
      const { port, answer } = await host.ask(defer, (port) => port.predict(rows))
      name = port.name
      return answer
    },
  }
}
