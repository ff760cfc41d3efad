/** Loads a shipped artifact for tests and evaluates it by the forest, as in the Worker. */
/// <reference types="vite/types/importMeta.d.ts" />
import { z } from 'zod'
import { Manifest } from '../../models/runtime/artifact'
import type { FeatureRow, FeatureValue } from '../../models/runtime/features'
import { type Forest, readForest } from '../../models/runtime/forest/forest'
import type { ModelSession } from '../../models/runtime/hosted-model'

const texts = import.meta.glob<string>('../../models/artifacts/**/*.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../models/artifacts/*/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})
const FOLDER = '../../models/artifacts'
const Champion = z.object({ version: z.string() })

export type ShippedArtifact = {
  readonly manifest: Manifest
  readonly onnx: Uint8Array<ArrayBuffer>
  readonly forest: Forest
  readonly session: ModelSession
}

/** Names of ONNX models that have a champion; the prior ships as a table of its own. */
export const SHIPPED = Object.keys(texts).flatMap((path) => {
  const model = /artifacts\/([^/]+)\/champion\.json$/.exec(path)?.[1]
  return model === undefined || model === 'prior' ? [] : model
})

export async function shippedArtifact(model: string): Promise<ShippedArtifact> {
  const read = (from: Record<string, () => Promise<string>>, path: string) => {
    const found = from[`${FOLDER}/${model}/${path}`]
    if (!found) throw new Error(`There is no ${model}/${path}; npm run train -- --model ${model}`)
    return found()
  }
  const { version } = Champion.parse(JSON.parse(await read(texts, 'champion.json')))
  const manifest = Manifest.parse(JSON.parse(await read(texts, `${version}/manifest.json`)))
  const inline = await read(files, `${version}/model.onnx`)
  const onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
  const { forest, reason } = readForest(onnx)
  if (!forest) throw new Error(`${model}: ${reason}`)
  const session: ModelSession = {
    manifest,
    run: async (features, rows) => forest.predict(features, rows),
    explain: (features, output) => forest.explain(features, manifest.outputs.indexOf(output)),
  }
  return { manifest, onnx, forest, session }
}

/** Golden rows as feature values; encoding them reproduces the tensors. */
export function goldenRows({ golden, inputs, currency_scale }: Manifest): FeatureRow[] {
  return golden.features.map((row) => {
    const named: [string, FeatureValue][] = inputs.map(({ name, categories }, at) => {
      const value = row[at] ?? undefined
      return [name, categories && value !== undefined ? categories[value] : value]
    })
    const values = Object.fromEntries(named)
    const currency = String(values.currency ?? Object.keys(currency_scale)[0] ?? '')
    for (const { name, kind } of inputs) {
      const value = values[name]
      if (kind === 'amount' && typeof value === 'number') {
        values[name] = value * (currency_scale[currency] ?? Number.NaN)
      }
    }
    return { currency, values }
  })
}
