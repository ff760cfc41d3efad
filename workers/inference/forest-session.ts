/**
 * Trees evaluated in JavaScript, read from the same ONNX file that ONNX Runtime reads: 1 MB opens
 * in 20-45 ms and costs 1 MB where the runtime takes 0.2 s and 40 MB of WASM memory.
 */
import { readForest } from '../../models/runtime/forest/forest'
import { ModelError } from './model-error'
import type { OpenSession } from './runtime'

export const openForest: OpenSession = async (onnx) => {
  const { forest, reason } = readForest(onnx)
  if (!forest) throw new ModelError('not-a-forest', `not a forest: ${reason}`)
  return {
    run: async (features, rows) => forest.predict(features, rows),
    explain: forest.explain,
    release: async () => undefined,
  }
}
