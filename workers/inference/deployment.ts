/**
 * Serves one model by its deployment plan: the champion answers, and meanwhile or on failure the
 * baseline. Nothing a request waits for depends on R2 or on the runtime: opening happens after an
 * answer, a failure is logged once and retried with back-off, and a champion that cannot be opened never
 * replaces a version that answers. A model that has no champion stays on its baseline.
 */
import type { DeploymentPlan } from '../../models/runtime/deployment-plan'
import type { HostedModel } from '../../models/runtime/hosted-model'
import type { ModelPort } from '../../models/runtime/model-port'
import type { Log } from '../log'
import { readPlan } from './artifact-store'
import {
  type DeploymentState,
  dropChampion,
  type LastError,
  type ModelWork,
  openChampion,
  openFormer,
  takeTurn,
} from './deployment-state'
import type { Engine, EngineName } from './engine'

/** Opening takes 30 ms of CPU in the forest, 0.2 s in ONNX Runtime: let the answers of a cold isolate leave first. */
const OPEN_AFTER_MS = 50

const BASELINE = /^baseline \((.*)\)$/

export type DeploymentStatus = {
  /** "<model>@<version>", or "baseline (<reason>)". */
  readonly model: string
  readonly engine: EngineName | 'baseline'
  readonly loadMs: number | undefined
  readonly lastError: LastError | undefined
}

export type Deployment<Port> = {
  /** Answers through the champion, through the baseline where there is none or it throws. */
  answer<Answer>(
    work: ModelWork,
    use: (port: Port) => Promise<Answer>
  ): Promise<{ readonly port: Port; readonly answer: Answer }>
  /** The port that would answer now. */
  current(): Port
  /** Opens the champion behind the answer, where that is due. */
  open(work: ModelWork): void
  /** The same, waited for: for a question to a certain engine. */
  opened(work: ModelWork): Promise<void>
  /**
   * The version or baseline of that name, as a recorded decision has it. One version besides the
   * champion stays open: a replay of many decisions mostly needs one. Throws a ModelError where the
   * version is not in the lake or cannot be opened.
   */
  named(name: string, log: Log): Promise<Port>
  status(): DeploymentStatus
}

export type DeploymentParts = {
  readonly models: R2Bucket
  /** Tried in order. */
  readonly engines: readonly Engine[]
  /** Folders of the bucket with `<model>/<version>/`, tried in order; `models/` where left out. */
  readonly folders?: readonly string[]
  /** The plan in place of `models/<model>/champion.json`. */
  readonly plan?: () => Promise<DeploymentPlan>
}

export function createDeployment<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  { models, engines, folders = ['models/'], plan }: DeploymentParts
): Deployment<Port> {
  const state: DeploymentState<Port> = {
    hosted,
    models,
    engines,
    folders,
    plan: plan ?? (() => readPlan(models, hosted.model)),
    failures: 0,
    nextCheckAt: Number.NEGATIVE_INFINITY,
  }
  const baseline = () => hosted.baseline(state.lastError?.code ?? 'model-loading')
  const current = () => state.champion?.port ?? baseline()
  const open = (work: ModelWork) => {
    if (!takeTurn(state, work.wallNow())) return
    const wait = scheduler.wait(state.champion ? 0 : OPEN_AFTER_MS)
    work.defer(wait.then(() => openChampion(state, work)))
  }
  return {
    current,
    open,
    async opened(work) {
      if (takeTurn(state, work.wallNow())) await openChampion(state, work)
    },
    async answer(work, use) {
      open(work)
      const { champion } = state
      if (champion) {
        try {
          return { port: champion.port, answer: await use(champion.port) }
        } catch (error) {
          work.defer(dropChampion(state, work, champion, error))
        }
      }
      const port = baseline()
      return { port, answer: await use(port) }
    },
    async named(name, log) {
      const reason = BASELINE.exec(name)?.[1]
      if (reason !== undefined) return hosted.baseline(reason)
      for (const opened of [state.champion, state.former]) {
        if (opened?.port.name === name) return opened.port
      }
      return openFormer(state, name.slice(name.indexOf('@') + 1), log)
    },
    status: () => ({
      model: current().name,
      engine: state.champion?.engine ?? 'baseline',
      loadMs: state.loadMs,
      lastError: state.lastError,
    }),
  }
}

/** A port that answers through the deployment. Read its `name` after `predict`: it names what answered. */
export function portOf<Row, Answer>(
  deployment: Deployment<ModelPort<Row, Answer>>,
  work: ModelWork
): ModelPort<Row, Answer> {
  let { name } = deployment.current()
  return {
    get name() {
      return name
    },
    inputs: (row) => deployment.current().inputs?.(row),
    explain: (row, output) => deployment.current().explain?.(row, output),
    async predict(rows) {
      const { port, answer } = await deployment.answer(work, (port) => port.predict(rows))
      name = port.name
      return answer
    },
  }
}
