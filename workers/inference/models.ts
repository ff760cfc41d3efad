/**
 * The models of this isolate. A forest costs 1 MB and a session of ONNX Runtime 25, so they are the
 * one state that a module keeps: one host a model for all requests, test and live alike.
 */
import { anomaly } from '../../models/anomaly/hosted-anomaly'
import { bookings } from '../../models/bookings/hosted-bookings'
import type { ChoiceModel } from '../../models/choice/choice-model'
import { choice } from '../../models/choice/hosted-choice'
import type { DemandModel } from '../../models/demand-level/demand-level-model'
import { demandLevel } from '../../models/demand-level/hosted-demand-level'
import { fare } from '../../models/fare/hosted-fare'
import { outlook } from '../../models/outlook/hosted-outlook'
import { hold } from '../../models/quote-validity/hosted-quote-validity'
import type { QuoteValidityModel } from '../../models/quote-validity/quote-validity-model'
import type { InsightModels } from '../../pipelines/answers/price-insight/answer-price-insight'
import type { Log } from '../log'
import { type EngineChoice, type EngineName, enginesFor } from './engine'
import { createModelHost, type Defer, type HostParts, type HostStatus, portOf } from './model-host'
import { remembering } from './remembering'
import { wasmMemoryBytes } from './runtime'

/** One line a model; its port comes from `portOf(modelHosts(services).<model>, services.defer)`. */
function hostAll(parts: HostParts) {
  return {
    fare: createModelHost(remembering(fare), parts),
    outlook: createModelHost(remembering(outlook), parts),
    hold: createModelHost(hold, parts),
    choice: createModelHost(choice, parts),
    demandLevel: createModelHost(demandLevel, parts),
    bookings: createModelHost(bookings, parts),
    anomaly: createModelHost(anomaly, parts),
  }
}

export type ModelHosts = ReturnType<typeof hostAll>

/** Hosts by engine: a test key may request another one than the setting's. */
const isolate = new Map<EngineChoice, ModelHosts>()

export type ModelParts = {
  readonly lake: R2Bucket
  /** The setting MODEL_ENGINE, for all models. */
  readonly modelEngine: EngineChoice
  readonly wallNow: () => number
  readonly log: Log
  readonly defer: Defer
}

export function modelHosts(parts: Omit<ModelParts, 'defer'>): ModelHosts {
  const { lake, modelEngine, wallNow, log } = parts
  const known = isolate.get(modelEngine)
  if (known) return known
  const hosts = hostAll({
    models: lake,
    engines: enginesFor(modelEngine),
    clock: wallNow,
    log: (level, { message, ...fields }) => log[level](String(message), fields),
  })
  isolate.set(modelEngine, hosts)
  return hosts
}

/** Returns at once: opening starts after the first prediction, which the baseline answers. */
export function loadInsightModels(parts: ModelParts): InsightModels {
  const { fare, outlook } = modelHosts(parts)
  return { fare: portOf(fare, parts.defer), outlook: portOf(outlook, parts.defer) }
}

export function loadQuoteValidityModel(parts: ModelParts): QuoteValidityModel {
  return portOf(modelHosts(parts).hold, parts.defer)
}

export function loadChoiceModel(parts: ModelParts): ChoiceModel {
  return portOf(modelHosts(parts).choice, parts.defer)
}

export function loadDemandModel(parts: ModelParts): DemandModel {
  return portOf(modelHosts(parts).demandLevel, parts.defer)
}

/**
 * Loads models by another engine than the setting's and waits, so that no baseline answers instead.
 */
export async function loadInsightModelsBy(
  engine: EngineName,
  parts: ModelParts
): Promise<InsightModels> {
  const forced = { ...parts, modelEngine: engine }
  const { fare, outlook } = modelHosts(forced)
  await fare.opened()
  await outlook.opened()
  return loadInsightModels(forced)
}

/** Opens, after the answer, the champions of models not used yet. */
export function openModels(parts: ModelParts): void {
  for (const host of Object.values(modelHosts(parts))) host.open(parts.defer)
}

export type InferenceStatus = HostStatus & {
  readonly wasmMemoryBytes: number
  readonly models: Readonly<Record<string, HostStatus>>
}

/** Status of each model by its name; undefined before this isolate has used any. */
export function inferenceStatus(engine: EngineChoice): InferenceStatus | undefined {
  const hosts = isolate.get(engine)
  if (!hosts) return undefined
  const models = Object.fromEntries(
    Object.entries(hosts).map(([model, host]) => [model, host.status()])
  )
  return { ...hosts.fare.status(), wasmMemoryBytes: wasmMemoryBytes(), models }
}
