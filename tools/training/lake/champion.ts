/** The version that answers for an owner, opened by the forest as the Worker opens it. */
import { readFileSync } from 'node:fs'
import { DeploymentPlan } from '../../../models/runtime/deployment-plan'
import type { ModelSession } from '../../../models/runtime/hosted-model'
import type { Scope } from '../../../pipelines/events/scope'
import { lakeFiles } from '../../server/local-files'
import { openModelFiles } from '../kit/open-fitted'

/** In a local state: undefined where the model has no version and its plain rule answers. */
export async function championIn(
  stateDir: string,
  _scope: Scope,
  model: string
): Promise<ModelSession | undefined> {
  const files = new Map(lakeFiles(stateDir, `models/${model}/`).map(({ key, path }) => [key, path]))
  const read = (name: string) => {
    const path = files.get(`models/${model}/${name}`)
    return path === undefined ? undefined : readFileSync(path)
  }
  const plan = read('champion.json')
  if (!plan) return undefined
  const { version } = DeploymentPlan.parse(JSON.parse(plan.toString('utf8')))
  const [manifest, onnx] = [read(`${version}/manifest.json`), read(`${version}/model.onnx`)]
  if (!manifest || !onnx) return undefined
  return openModelFiles(JSON.parse(manifest.toString('utf8')), onnx)
}
