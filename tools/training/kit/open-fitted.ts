/** Opens a newly fitted model with the forest, as the Worker does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Manifest } from '../../../models/runtime/artifact'
import { readForest } from '../../../models/runtime/forest/forest'
import type { ModelSession } from '../../../models/runtime/hosted-model'

export function openFitted(folder: string): ModelSession {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  const { forest, reason } = readForest(readFileSync(join(folder, 'model.onnx')))
  if (!forest) throw new Error(`${folder}: ${reason}`)
  return {
    manifest,
    run: async (features, rows) => forest.predict(features, rows),
    explain: (features, output) => forest.explain(features, manifest.outputs.indexOf(output)),
  }
}
