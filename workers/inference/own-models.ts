/**
 * Versions that an account chose for itself, in front of those that ship. Which they are is in D1, and
 * is read behind an answer: an isolate that does not know yet answers from the shared deployments, as
 * it does while a version opens or after it failed.
 */
import { type BoundedMap, createBoundedMap } from '../../models/runtime/bounded-map'
import type { DeploymentPlan } from '../../models/runtime/deployment-plan'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { modelsPrefix } from '../../pipelines/lake/keys'
import type { Aliases } from '../../pipelines/registry/aliases'
import type { Database } from '../storage/database'
import { aliasesOf } from '../storage/registry/model-log-rows'
import { readPlan } from './artifact-store'
import { type Deployments, deployAll } from './deploy-all'
import type { Deployment, DeploymentParts } from './deployment'
import type { ModelWork } from './deployment-state'
import { FOREST } from './engine'
import { preferOwn } from './prefer-own'

/** Owners with versions of their own in an isolate: seven forests of up to 1 MB each. */
const MOST_OWNERS = 8
const ALIASES_FRESH_MS = 60_000
/** A read cancelled with its request never ends; after this another one may start. */
const READ_LOST_MS = 5_000

type Owner = {
  aliases: ReadonlyMap<string, Aliases> | undefined
  askAgainAt: number
  deployments: Deployments | undefined
}
export type OwnMemory = BoundedMap<string, Owner>

export function createOwnMemory(): OwnMemory {
  return createBoundedMap(MOST_OWNERS)
}

export type OwnServices = ModelWork & {
  readonly db: Database
  readonly lake: R2Bucket
  readonly scope: Scope | undefined
  readonly isolate: { readonly models: { readonly owners: OwnMemory } }
}

/** The shared deployments, with those of the owner in front where there are any. */
export function withOwnModels(services: OwnServices, shared: Deployments): Deployments {
  const { scope, wallNow, defer, log } = services
  if (!scope) return shared
  const owner = ownerOf(services, scope)
  if (wallNow() >= owner.askAgainAt) {
    owner.askAgainAt = wallNow() + READ_LOST_MS
    defer(
      readAliases(services, scope).catch((error: unknown) =>
        log.error('aliases of models not read', { error })
      )
    )
  }
  return inFront(owner, services, scope, shared)
}

/** The same with the aliases known, for a question that names a version. */
export async function knownOwnModels(
  services: OwnServices,
  shared: Deployments
): Promise<Deployments> {
  const { scope } = services
  if (!scope) return shared
  const owner = ownerOf(services, scope)
  if (!owner.aliases) await readAliases(services, scope)
  return inFront(owner, services, scope, shared)
}

/** After a change of an alias: this isolate reads it at once, others within two minutes. */
export async function renewOwnModels(services: OwnServices, scope: Scope): Promise<void> {
  const owner = ownerOf(services, scope)
  owner.deployments = undefined
  await readAliases(services, scope)
}

function ownerOf({ isolate }: OwnServices, scope: Scope): Owner {
  const { owners } = isolate.models
  const known = owners.get(scopeKey(scope))
  if (known) return known
  const fresh: Owner = { aliases: undefined, askAgainAt: 0, deployments: undefined }
  owners.set(scopeKey(scope), fresh)
  return fresh
}

async function readAliases(services: OwnServices, scope: Scope): Promise<void> {
  const owner = ownerOf(services, scope)
  owner.aliases = await aliasesOf(services.db, scope)
  owner.askAgainAt = services.wallNow() + ALIASES_FRESH_MS
}

function inFront(
  owner: Owner,
  { lake }: OwnServices,
  scope: Scope,
  shared: Deployments
): Deployments {
  const { aliases } = owner
  if (!aliases || aliases.size === 0) return shared
  owner.deployments ??= deployAll((model) => partsOf(owner, lake, scope, model))
  const own = owner.deployments
  const choose = <Port>(model: string, mine: Deployment<Port>, others: Deployment<Port>) =>
    aliases.has(model) ? preferOwn(mine, others) : others
  return {
    fare: choose('fare', own.fare, shared.fare),
    outlook: choose('outlook', own.outlook, shared.outlook),
    hold: choose('hold', own.hold, shared.hold),
    choice: choose('choice', own.choice, shared.choice),
    demandLevel: choose('demand-level', own.demandLevel, shared.demandLevel),
    bookings: choose('bookings', own.bookings, shared.bookings),
    anomaly: choose('anomaly', own.anomaly, shared.anomaly),
  }
}

/** Uploads must be trees, so the forest opens them and no WASM memory is needed. */
function partsOf(owner: Owner, lake: R2Bucket, scope: Scope, model: string): DeploymentParts {
  return {
    models: lake,
    engines: [FOREST],
    folders: [modelsPrefix(scope), 'models/'],
    plan: () => planOf(owner.aliases?.get(model) ?? {}, lake, model),
  }
}

/** Without a champion of its own, an owner has the one that ships. */
async function planOf(
  { champion, challenger, shadow }: Aliases,
  lake: R2Bucket,
  model: string
): Promise<DeploymentPlan> {
  return {
    version: champion?.version ?? (await readPlan(lake, model)).version,
    challengers: challenger
      ? [{ version: challenger.version, share: challenger.share ?? 0.05 }]
      : [],
    shadow: shadow?.version ?? null,
    holdout: 0,
  }
}
