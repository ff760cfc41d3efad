/** The gate's verdict on a stored version: its evidence, its golden rows, and the data of its account. */

import { goldenDifference, goldenFeatures } from '../../models/runtime/golden'
import type { Scope } from '../../pipelines/events/scope'
import { modelsPrefix } from '../../pipelines/lake/keys'
import { aliasesAt } from '../../pipelines/registry/aliases'
import { Comparison } from '../../pipelines/registry/comparison'
import { gateVerdict, type Verdict } from '../../pipelines/registry/promotion-gate'
import { readArtifact, readPlan } from '../inference/artifact-store'
import { FOREST } from '../inference/engine'
import { ModelError } from '../inference/model-error'
import type { Services } from '../services'
import { standings } from '../storage/quality'
import { type ModelLogRow, readLog } from '../storage/registry/model-log-rows'
import { findVersion } from '../storage/registry/version-rows'

export type Judged = {
  readonly verdict: Verdict
  /** The version that answers now; undefined where the plain rule does. */
  readonly champion: string | undefined
  readonly log: readonly ModelLogRow[]
}

/** Undefined where the account has no such version. */
export async function judgeVersion(
  services: Services,
  scope: Scope,
  model: string,
  version: string
): Promise<Judged | undefined> {
  const { db, lake, now } = services
  const row = await findVersion(db, scope, model, version)
  if (!row) return undefined
  const log = await readLog(db, scope, model)
  const champion = await championOf(services, model, log)
  const comparison =
    row.comparison === null ? undefined : Comparison.parse(JSON.parse(row.comparison))
  const failingChecks = [...(await standings(db, scope))]
    .filter(([, status]) => status === 'fail')
    .map(([subject]) => subject)
  const difference = await storedGoldenDifference(lake, scope, model, version)
  const context = { champion, goldenDifference: difference, failingChecks, now }
  return { verdict: gateVerdict(comparison, context), champion, log }
}

/** The account's own champion, else the one that ships. */
export async function championOf(
  { lake }: Pick<Services, 'lake'>,
  model: string,
  log: readonly ModelLogRow[]
): Promise<string | undefined> {
  const own = aliasesAt(log, Number.MAX_SAFE_INTEGER).champion?.version
  return own ?? shippedVersion(lake, model)
}

/** Undefined where no version ships and the plain rule answers. */
export async function shippedVersion(lake: R2Bucket, model: string): Promise<string | undefined> {
  try {
    return (await readPlan(lake, model)).version
  } catch (error) {
    if (error instanceof ModelError && error.code === 'model-missing') return undefined
    throw error
  }
}

/** NaN where the file is gone, has another hash, or cannot be run. */
async function storedGoldenDifference(
  lake: R2Bucket,
  scope: Scope,
  model: string,
  version: string
): Promise<number> {
  try {
    const { manifest, onnx } = await readArtifact(lake, model, version, [modelsPrefix(scope)])
    const session = await FOREST.open(onnx)
    const rows = manifest.golden.features.length
    return goldenDifference(await session.run(goldenFeatures(manifest), rows), manifest)
  } catch (error) {
    if (error instanceof ModelError) return Number.NaN
    throw error
  }
}
