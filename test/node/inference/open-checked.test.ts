import { expect, test } from 'vitest'
import type { Artifact } from '../../../workers/inference/artifact-store'
import type { Engine } from '../../../workers/inference/engine'
import { openChecked } from '../../../workers/inference/open-checked'

const ARTIFACT = {
  manifest: {
    model: 'fare',
    version: '1',
    inputs: ['a'],
    outputs: ['low'],
    features: ['a'],
    golden: { features: [[1], [2]], outputs: [[10], [20]] },
  },
  onnx: new Uint8Array(),
} as unknown as Artifact

/** An engine whose session returns `rows`, and counts its releases. */
function engine(
  name: Engine['name'],
  rows: readonly number[] | Error,
  released: string[] = []
): Engine {
  return {
    name,
    open: async () =>
      ({
        run: async () => {
          if (rows instanceof Error) throw rows
          return Float32Array.from(rows)
        },
        release: async () => void released.push(name),
      }) as never,
  }
}

test('uses the first engine that reproduces the golden rows', async () => {
  const passed: unknown[] = []
  const engines = [engine('forest', [10, 20]), engine('onnxruntime-web', [10, 20])]
  const opened = await openChecked(ARTIFACT, engines, (name) => passed.push(name))
  expect(opened.engine).toBe('forest')
  expect(passed).toEqual([])
})

test('passes over an engine that differs or fails, and releases its session', async () => {
  for (const rows of [[10, 99], new Error('no such operator')]) {
    const [passed, released]: [unknown[], string[]] = [[], []]
    const engines = [engine('forest', rows, released), engine('onnxruntime-web', [10, 20])]
    const opened = await openChecked(ARTIFACT, engines, (name) => passed.push(name))
    expect(opened.engine).toBe('onnxruntime-web')
    expect([passed, released]).toEqual([['forest'], ['forest']])
  }
})

test('throws what the last engine threw', async () => {
  const engines = [engine('forest', new Error('first')), engine('onnxruntime-web', [10, 99])]
  const opened = openChecked(ARTIFACT, engines, () => {})
  await expect(opened).rejects.toThrow('fare@1 in onnxruntime-web differs by')
})

test('needs an engine', async () => {
  await expect(openChecked(ARTIFACT, [], () => {})).rejects.toThrow(RangeError)
})
