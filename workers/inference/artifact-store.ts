/**
 * Models in R2: `models/<model>/champion.json` is the deployment's plan, `models/<model>/<version>/`
 * holds its manifest and ONNX file. A file whose hash differs from training's is refused.
 */
import { z } from 'zod'
import { type Prior, readPrior } from '../../models/prior/prior'
import { PriorManifest } from '../../models/prior/prior-manifest'
import { Manifest } from '../../models/runtime/artifact'
import { DeploymentPlan } from '../../models/runtime/deployment-plan'
import { ModelError } from './model-error'

/** WASM memory grows by about 25 bytes for each byte of a model, and is never given back. */
const MAX_ONNX_BYTES = 1_500_000

export type Artifact = { readonly manifest: Manifest; readonly onnx: Uint8Array }

export function readPlan(models: R2Bucket, model: string): Promise<DeploymentPlan> {
  return readJson(models, `models/${model}/champion.json`, DeploymentPlan)
}

/** Levels of open data: a manifest of its own form and packed bytes. */
export async function readPriorArtifact(models: R2Bucket, version: string): Promise<Prior> {
  const folder = `models/prior/${version}`
  const manifest = await readJson(models, `${folder}/manifest.json`, PriorManifest)
  const key = `${folder}/levels.bin`
  const object = await models.get(key)
  if (!object) throw missing(key)
  const levels = new Uint8Array(await object.arrayBuffer())
  const hash = hex(await crypto.subtle.digest('SHA-256', levels))
  if (hash !== manifest.levels_sha256 || manifest.version !== version) {
    const found = `${key} has SHA-256 ${hash}, its manifest ${manifest.levels_sha256} of ${manifest.version}`
    throw new ModelError('hash-differs', `${found}: upload both again`)
  }
  return readPrior(manifest, levels)
}

/** From the first of `folders` that has the version. */
export async function readArtifact(
  models: R2Bucket,
  model: string,
  version: string,
  [first = 'models/', ...others]: readonly string[]
): Promise<Artifact> {
  const folder = `${first}${model}/${version}`
  try {
    const manifest = await readJson(models, `${folder}/manifest.json`, Manifest)
    checkName(manifest, model, version, `${folder}/manifest.json`)
    const key = `${folder}/model.onnx`
    const object = await models.get(key)
    if (!object) throw missing(key)
    checkSize(object.size, key)
    const onnx = new Uint8Array(await object.arrayBuffer())
    await checkHash(manifest, onnx, key)
    return { manifest, onnx }
  } catch (error) {
    const isMissing = error instanceof ModelError && error.code === 'model-missing'
    if (!isMissing || others.length === 0) throw error
    return readArtifact(models, model, version, others)
  }
}

/** The files of an upload as an artifact of the model. Throws a ModelError that states what differs. */
export async function readUpload(
  model: string,
  manifestText: string,
  onnx: Uint8Array
): Promise<Artifact> {
  const manifest = parsed('manifest', manifestText, Manifest)
  checkName(manifest, model, manifest.version, 'the manifest')
  checkSize(onnx.byteLength, 'the ONNX file')
  await checkHash(manifest, onnx, 'the ONNX file')
  return { manifest, onnx }
}

function checkName(manifest: Manifest, model: string, version: string, where: string): void {
  if (manifest.model === model && manifest.version === version) return
  const found = `${manifest.model}@${manifest.version}`
  throw new ModelError('manifest-invalid', `${where} describes ${found}`)
}

function checkSize(bytes: number, what: string): void {
  if (bytes <= MAX_ONNX_BYTES) return
  const limit = `${what} has ${bytes} bytes, more than ${MAX_ONNX_BYTES}: fit fewer trees`
  throw new ModelError('model-too-large', limit)
}

async function checkHash(manifest: Manifest, onnx: Uint8Array, what: string): Promise<void> {
  const hash = hex(await crypto.subtle.digest('SHA-256', onnx))
  if (hash === manifest.onnx_sha256) return
  const found = `${what} has SHA-256 ${hash}, its manifest says ${manifest.onnx_sha256}`
  throw new ModelError('hash-differs', `${found}: upload both again`)
}

async function readJson<Schema extends z.ZodType>(
  models: R2Bucket,
  key: string,
  schema: Schema
): Promise<z.infer<Schema>> {
  const object = await models.get(key)
  if (!object) throw missing(key)
  return parsed(key, await object.text(), schema)
}

function parsed<Schema extends z.ZodType>(
  key: string,
  text: string,
  schema: Schema
): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
    throw new ModelError('manifest-invalid', `${key} cannot be read: ${reason}`, { cause })
  }
}

function missing(key: string): ModelError {
  return new ModelError('model-missing', `${key} is not in the lake: upload models/artifacts`)
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
