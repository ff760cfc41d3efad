/**
 * Engines that evaluate an ONNX file; the first in a list that reproduces the golden rows is used.
 */
import { openForest } from './forest-session'
import type { OpenSession, Runtime } from './runtime'

export type EngineName = 'forest' | 'onnxruntime-web'

export type Engine = { readonly name: EngineName; readonly open: OpenSession }

/** The setting MODEL_ENGINE: one engine, or trees by the forest and other graphs by ONNX Runtime. */
export type EngineChoice = 'auto' | EngineName

export const FOREST: Engine = { name: 'forest', open: openForest }

export function enginesFor(choice: EngineChoice, { open }: Runtime): readonly Engine[] {
  const onnxRuntime: Engine = { name: 'onnxruntime-web', open }
  switch (choice) {
    case 'auto':
      return [FOREST, onnxRuntime]
    case 'forest':
      return [FOREST]
    case 'onnxruntime-web':
      return [onnxRuntime]
  }
}
