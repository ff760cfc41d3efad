/**
 * The version that answers for an owner in a local state, opened by the forest as the Worker opens it:
 * the one the account chose, else the one that ships.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { DeploymentPlan } from '../../../models/runtime/deployment-plan'
import type { ModelSession } from '../../../models/runtime/hosted-model'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import { modelsPrefix } from '../../../pipelines/lake/keys'
import { databaseRows, lakeFiles } from '../../server/local-files'
import { openModelFiles } from '../kit/open-fitted'

const Chosen = z.object({ version: z.string().nullable() })

/** Undefined where the model has no version and its plain rule answers. */
export async function championIn(
  stateDir: string,
  scope: Scope,
  model: string
): Promise<ModelSession | undefined> {
  const version = chosenVersion(stateDir, scope, model)
  if (version !== undefined) return openIn(stateDir, modelsPrefix(scope), model, version)
  const plan = readIn(stateDir, `models/${model}/champion.json`)
  if (!plan) return undefined
  const shipped = DeploymentPlan.parse(JSON.parse(plan.toString('utf8')))
  return openIn(stateDir, 'models/', model, shipped.version)
}

/** A state of an earlier release may lack the table. */
function chosenVersion(stateDir: string, scope: Scope, model: string): string | undefined {
  const tables = databaseRows(
    stateDir,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'model_log'"
  )
  if (tables.length === 0) return undefined
  const rows = databaseRows(
    stateDir,
    `SELECT version FROM model_log WHERE scope = ? AND model = ? AND alias = 'champion'
      ORDER BY id DESC LIMIT 1`,
    [scopeKey(scope), model]
  )
  return z.array(Chosen).parse(rows)[0]?.version ?? undefined
}

function openIn(
  stateDir: string,
  folder: string,
  model: string,
  version: string
): ModelSession | undefined {
  const manifest = readIn(stateDir, `${folder}${model}/${version}/manifest.json`)
  const onnx = readIn(stateDir, `${folder}${model}/${version}/model.onnx`)
  if (!manifest || !onnx) return undefined
  return openModelFiles(JSON.parse(manifest.toString('utf8')), onnx)
}

function readIn(stateDir: string, key: string): Buffer | undefined {
  const found = lakeFiles(stateDir, key).find((file) => file.key === key)
  return found && readFileSync(found.path)
}
