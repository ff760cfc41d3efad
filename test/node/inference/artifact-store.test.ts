import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  readArtifact,
  readPlan,
  readPriorArtifact,
} from '../../../workers/inference/artifact-store'
import { ModelError } from '../../../workers/inference/model-error'
import { inWorld } from '../in-world'
import { storeShipped } from './shipped'

/** The models that all accounts share. */
const SHARED = ['models/']

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof ModelError ? error.code : String(error))
  )

test('reads a shipped model and its plan as they were trained', () =>
  inWorld(async ({ lake }) => {
    const { version, files } = await storeShipped(lake, 'fare')
    expect(await readPlan(lake, 'fare')).toMatchObject({ version })
    const { manifest, onnx } = await readArtifact(lake, 'fare', version, SHARED)
    expect(manifest).toMatchObject({ model: 'fare', version })
    expect(onnx).toEqual(files.get('model.onnx'))
  }))

test('names what is not in the lake', () =>
  inWorld(async ({ lake }) => {
    expect(await problemOf(readPlan(lake, 'fare'))).toBe('model-missing')
    const { version } = await storeShipped(lake, 'fare')
    await lake.delete(`models/fare/${version}/model.onnx`)
    expect(await problemOf(readArtifact(lake, 'fare', version, SHARED))).toBe('model-missing')
    expect(await problemOf(readPriorArtifact(lake, '1'))).toBe('model-missing')
  }))

test('refuses a file that differs from the one that was trained', () =>
  inWorld(async ({ lake, simulation }) => {
    const { version } = await storeShipped(lake, 'fare')
    await simulation.wait(2_000)
    await lake.put(`models/fare/${version}/model.onnx`, new Uint8Array([1]))
    expect(await problemOf(readArtifact(lake, 'fare', version, SHARED))).toBe('hash-differs')
    await simulation.wait(2_000)
    await lake.put(`models/fare/${version}/model.onnx`, new Uint8Array(1_500_001))
    expect(await problemOf(readArtifact(lake, 'fare', version, SHARED))).toBe('model-too-large')
  }))

test('refuses a manifest of another version, and one that cannot be read', () =>
  inWorld(async ({ lake, simulation }) => {
    const { files } = await storeShipped(lake, 'fare')
    await lake.put('models/fare/other/manifest.json', files.get('manifest.json') ?? '')
    expect(await problemOf(readArtifact(lake, 'fare', 'other', SHARED))).toBe('manifest-invalid')
    for (const text of ['{"model":', '{"model":"fare"}']) {
      await simulation.wait(2_000)
      await lake.put('models/fare/other/manifest.json', text)
      expect(await problemOf(readArtifact(lake, 'fare', 'other', SHARED))).toBe('manifest-invalid')
    }
  }))

test('reads the levels of the prior, and refuses others than its manifest names', () =>
  inWorld(async ({ lake, simulation }) => {
    const { version, files } = await storeShipped(lake, 'prior')
    expect((await readPriorArtifact(lake, version)).name).toBe(`prior@${version}`)
    const levels = files.get('levels.bin') ?? new Uint8Array()
    expect(createHash('sha256').update(levels).digest('hex')).toMatch(/^[\da-f]{64}$/)
    await simulation.wait(2_000)
    await lake.put(`models/prior/${version}/levels.bin`, levels.subarray(1))
    expect(await problemOf(readPriorArtifact(lake, version))).toBe('hash-differs')
  }))
