import { expect, test } from 'vitest'
import { enginesFor } from '../../../workers/inference/engine'
import { openForest } from '../../../workers/inference/forest-session'
import type { Runtime } from '../../../workers/inference/runtime'

const RUNTIME = { open: () => Promise.reject(new Error('not opened')) } as unknown as Runtime
const names = (choice: Parameters<typeof enginesFor>[0]) =>
  enginesFor(choice, RUNTIME).map(({ name }) => name)

test('tries trees before ONNX Runtime, and one engine alone where it is chosen', () => {
  expect(names('auto')).toEqual(['forest', 'onnxruntime-web'])
  expect(names('forest')).toEqual(['forest'])
  expect(names('onnxruntime-web')).toEqual(['onnxruntime-web'])
})

test('opens each by its own reader', () => {
  const [forest, runtime] = enginesFor('auto', RUNTIME)
  expect(forest?.open).toBe(openForest)
  expect(runtime?.open).toBe(RUNTIME.open)
})
