/** Files written by `models/training/tests/kit/tree_fixtures.py`: results of libraries of trees. */
/// <reference types="vite/types/importMeta.d.ts" />
import { z } from 'zod'

const GoldenTrees = z.object({
  /** Base64. */
  onnx: z.string(),
  features: z.array(z.array(z.number().nullable())),
  /** Results of ONNX Runtime in Python. */
  outputs: z.array(z.array(z.number())),
  /** Explanations of the booster, [rows, outputs, inputs + 1], with the base last. */
  contributions: z.array(z.array(z.array(z.number()))).optional(),
})

const texts = import.meta.glob<string>('../../../golden/trees/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const goldenTrees = Object.entries(texts).map(([path, text]) => {
  const { onnx, features, outputs, contributions } = GoldenTrees.parse(JSON.parse(text))
  return {
    name: path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
    onnx: Uint8Array.from(atob(onnx), (byte) => byte.charCodeAt(0)),
    rows: features.length,
    features: Float32Array.from(features.flat(), (value) => value ?? Number.NaN),
    outputs: Float32Array.from(outputs.flat()),
    contributions,
  }
})
