/**
 * The models of this isolate: one deployment a model for all requests, test and live alike. A forest
 * costs 1 MB and a session of ONNX Runtime 25, so the isolate keeps them between requests.
 */
import type { BookingsModel } from '../../models/bookings/bookings-model'
import type { ChoiceModel } from '../../models/choice/choice-model'
import type { DemandModel } from '../../models/demand-level/demand-level-model'
import type { QuoteValidityModel } from '../../models/quote-validity/quote-validity-model'
import type { TripRows } from '../../pipelines/answers/evidence/trip-rows'
import type { InsightModels } from '../../pipelines/answers/price-insight/answer-price-insight'
import { type Deployments, deployAll } from './deploy-all'
import { type DeploymentStatus, portOf } from './deployment'
import { type EngineChoice, type EngineName, enginesFor } from './engine'
import {
  createOwnMemory,
  knownOwnModels,
  type OwnMemory,
  type OwnServices,
  withOwnModels,
} from './own-models'
import { createRuntime, type Runtime } from './runtime'

/** The models that an isolate holds, and the runtime they share. */
export type ModelMemory = {
  readonly runtime: Runtime
  /** By engine: a test key may choose another one than the setting's. */
  readonly deployments: Map<EngineChoice, Deployments>
  /** Versions of accounts, by the key of a scope. */
  readonly owners: OwnMemory
}

export function createModelMemory(): ModelMemory {
  return { runtime: createRuntime(), deployments: new Map(), owners: createOwnMemory() }
}

export type ModelServices = OwnServices & {
  /** The setting MODEL_ENGINE, for all models. */
  readonly modelEngine: EngineChoice
  readonly isolate: { readonly models: ModelMemory; readonly tripRows: TripRows }
}

/** Those of the owner of the work, in front of the shared ones. */
export function deploymentsOf(services: ModelServices): Deployments {
  return withOwnModels(services, sharedDeployments(services))
}

/** For a recorded decision, which names the version that answered it. */
export function deploymentsToReplay(services: ModelServices): Promise<Deployments> {
  return knownOwnModels(services, sharedDeployments(services))
}

function sharedDeployments({
  lake,
  modelEngine,
  isolate: { models },
}: Pick<ModelServices, 'lake' | 'modelEngine' | 'isolate'>): Deployments {
  const known = models.deployments.get(modelEngine)
  if (known) return known
  const engines = enginesFor(modelEngine, models.runtime)
  const deployments = deployAll(() => ({ models: lake, engines }))
  models.deployments.set(modelEngine, deployments)
  return deployments
}

/** Returns at once: opening starts after the first prediction, which the baseline answers. */
export function loadInsightModels(services: ModelServices): InsightModels {
  const { fare, outlook } = deploymentsOf(services)
  const { tripRows } = services.isolate
  return { fare: portOf(fare, services), outlook: portOf(outlook, services), tripRows }
}

/** Waits until the champions are open, for work that is no answer and may wait. */
export async function openedInsightModels(services: ModelServices): Promise<InsightModels> {
  const { fare, outlook } = deploymentsOf(services)
  await Promise.all([fare.opened(services), outlook.opened(services)])
  return loadInsightModels(services)
}

export function loadQuoteValidityModel(services: ModelServices): QuoteValidityModel {
  return portOf(deploymentsOf(services).hold, services)
}

export function loadChoiceModel(services: ModelServices): ChoiceModel {
  return portOf(deploymentsOf(services).choice, services)
}

export function loadDemandModel(services: ModelServices): DemandModel {
  return portOf(deploymentsOf(services).demandLevel, services)
}

export function loadBookingsModel(services: ModelServices): BookingsModel {
  return portOf(deploymentsOf(services).bookings, services)
}

/**
 * Loads models by another engine than the setting's and waits, so that no baseline answers instead.
 */
export async function loadInsightModelsBy(
  engine: EngineName,
  services: ModelServices
): Promise<InsightModels> {
  const forced = { ...services, modelEngine: engine }
  const { fare, outlook } = deploymentsOf(forced)
  await fare.opened(forced)
  await outlook.opened(forced)
  return loadInsightModels(forced)
}

/** Opens, after the answer, the champions of models not used yet. */
export function openModels(services: ModelServices): void {
  for (const deployment of Object.values(deploymentsOf(services))) deployment.open(services)
}

export type InferenceStatus = DeploymentStatus & {
  readonly wasmMemoryBytes: number
  readonly models: Readonly<Record<string, DeploymentStatus>>
}

/** The fare model's status, and each by its name; undefined before this isolate used any. */
export function inferenceStatus(services: ModelServices): InferenceStatus | undefined {
  const { models } = services.isolate
  if (!models.deployments.has(services.modelEngine)) return undefined
  const deployments = deploymentsOf(services)
  const statuses = Object.fromEntries(
    Object.entries(deployments).map(([model, deployment]) => [model, deployment.status()])
  )
  const wasmMemoryBytes = models.runtime.memoryBytes()
  return { ...deployments.fare.status(), wasmMemoryBytes, models: statuses }
}
