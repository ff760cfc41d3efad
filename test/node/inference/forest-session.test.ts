import { expect, test } from 'vitest'
import { openForest } from '../../../workers/inference/forest-session'
import { ModelError } from '../../../workers/inference/model-error'
import { inWorld } from '../in-world'
import { storeShipped } from './shipped'

test('evaluates the trees of a shipped model, one output row a feature row', () =>
  inWorld(async ({ lake }) => {
    const { files } = await storeShipped(lake, 'fare')
    const session = await openForest(files.get('model.onnx') ?? new Uint8Array())
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')))
    const features = Float32Array.from(manifest.golden.features[0], (value) =>
      Number(value ?? Number.NaN)
    )
    const outputs = await session.run(features, 1)
    expect(outputs).toHaveLength(manifest.outputs.length)
    for (const [at, wanted] of manifest.golden.outputs[0].entries())
      expect(outputs[at]).toBeCloseTo(wanted, 3)
    await session.release()
  }))

test('refuses a file that holds no forest as such', async () => {
  const opened = openForest(new Uint8Array([1, 2, 3]))
  await expect(opened).rejects.toThrow(ModelError)
  await expect(openForest(new Uint8Array())).rejects.toMatchObject({ code: 'not-a-forest' })
})
