/** A fare model of two inputs that can be computed by hand, written to R2 intact or broken. */

import type { FareModel } from '../../models/fare/fare-model'
import { fare } from '../../models/fare/hosted-fare'
import type { Manifest } from '../../models/runtime/artifact'
import type { FeatureRow } from '../../models/runtime/features'
import { linearOnnx } from './linear-onnx'
import { treeAttributes, treeOnnx } from './tree-onnx'

/** Every output of a row is log(100 * factor) + days / 100 + airline / 10. */
export async function fareFixture(version: string, factor = 1) {
  const bias = Array.from({ length: 6 }, () => Math.log(100 * factor))
  const onnx = linearOnnx([Array(6).fill(0.01), Array(6).fill(0.1)], bias)
  const golden = [bias.map((value) => value + 0.1 + 0.1), bias.map((value) => value + 0.3)]
  const manifest: Manifest = {
    schema: 1,
    model: 'fare',
    version,
    created_at: '2026-11-01T00:00:00Z',
    task: 'regression',
    target: 'log fare',
    quantiles: [0.1, 0.25, 0.5, 0.75, 0.9],
    inputs: [
      { name: 'days_to_departure', kind: 'number', unit: 'day' },
      { name: 'airline', kind: 'category', unit: '', categories: ['TP', 'LH'] },
    ],
    outputs: ['expected', 'q10', 'q25', 'q50', 'q75', 'q90'],
    currency_scale: { USD: 1, JPY: 150 },
    training: { data: [], seed: 1 },
    metrics: [],
    onnx_sha256: await sha256(onnx),
    golden: {
      features: [
        [10, 1],
        [30, 0],
      ],
      outputs: golden,
    },
  }
  return { manifest, onnx }
}

/** Trees with the same fares on the golden rows and on `row`, split at 20 days. */
export async function forestFixture(version: string, factor = 1) {
  const { manifest } = await fareFixture(version, factor)
  const base = Math.log(100 * factor)
  const attributes = treeAttributes(
    manifest.outputs.map((_, target) => ({
      feature: 0,
      threshold: 20,
      orEqual: false,
      missingTrue: true,
      yes: { weight: base + 0.2, target },
      no: { weight: base + 0.3, target },
    })),
    manifest.outputs.length
  )
  const onnx = treeOnnx({ inputs: 2, targets: manifest.outputs.length, attributes })
  return { manifest: { ...manifest, onnx_sha256: await sha256(onnx) }, onnx }
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Files = { readonly manifest: Manifest; readonly onnx: Uint8Array }

export async function upload(models: R2Bucket, { manifest, onnx }: Files): Promise<void> {
  const folder = `models/fare/${manifest.version}`
  await models.put(`${folder}/model.onnx`, onnx)
  await models.put(`${folder}/manifest.json`, JSON.stringify(manifest))
}

export async function crown(models: R2Bucket, version: string): Promise<void> {
  await models.put('models/fare/champion.json', JSON.stringify({ version }))
}

export const row: FeatureRow = {
  currency: 'USD',
  values: { days_to_departure: 10, airline: 'LH' },
}

/** 100 x exp(0.1 + 0.1), in cents. */
export const ROW_MINOR = 12214

const baseline = (reason: string): FareModel => ({
  name: `baseline (${reason})`,
  predict: async (rows) => rows.map(() => ({ amountMinor: 1, quantilesMinor: [1, 1, 1, 1, 1] })),
})

/** With a baseline that always answers. */
export const hostedFare = { ...fare, baseline }
