/** Opens a model's files with the forest, as the Worker does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Manifest } from '../../../models/runtime/artifact'
import { readForest } from '../../../models/runtime/forest/forest'
import { type ModelSession, versionName } from '../../../models/runtime/hosted-model'

export function openFitted(folder: string): ModelSession {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  return openModelFiles(manifest, readFileSync(join(folder, 'model.onnx')))
}

export function openModelFiles(described: unknown, onnx: Uint8Array): ModelSession {
  const manifest = Manifest.parse(described)
  const { forest, reason } = readForest(onnx)
  if (!forest) throw new Error(`${versionName(manifest)}: ${reason}`)
  return {
    manifest,
    run: async (features, rows) => forest.predict(features, rows),
    explain: (features, output) => forest.explain(features, manifest.outputs.indexOf(output)),
  }
}
