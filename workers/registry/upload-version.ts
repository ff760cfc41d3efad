/**
 * Stores a version of a model that an account uploads. Files are written before the row, so a version
 * that is listed has its files; an upload that was cut short is repeated. Only trees are taken: the
 * forest opens them without WASM memory, and the golden rows are reproduced before anything is stored.
 */

import type { Scope } from '../../pipelines/events/scope'
import { modelsPrefix } from '../../pipelines/lake/keys'
import type { Comparison } from '../../pipelines/registry/comparison'
import { readUpload } from '../inference/artifact-store'
import { HOSTED } from '../inference/deploy-all'
import { FOREST } from '../inference/engine'
import { ModelError } from '../inference/model-error'
import { openArtifact } from '../inference/open-model'
import type { Services } from '../services'
import { appendLog } from '../storage/registry/model-log-rows'
import { addVersion, findVersion, type VersionRow } from '../storage/registry/version-rows'

export type Upload = {
  readonly model: string
  /** The text of manifest.json. */
  readonly manifest: string
  readonly onnx: Uint8Array
  readonly comparison: Comparison | undefined
}

export type Uploaded =
  | { readonly row: VersionRow; readonly isNew: boolean }
  | { readonly refusal: string }

export async function uploadVersion(
  services: Services,
  { scope, keyId }: { readonly scope: Scope; readonly keyId: string },
  upload: Upload
): Promise<Uploaded> {
  const { db, lake, now } = services
  const { model, comparison } = upload
  const artifact = await checkedArtifact(upload)
  if (artifact instanceof ModelError) return { refusal: artifact.message }
  const { manifest } = artifact
  const { version } = manifest
  if (comparison && (comparison.model !== model || comparison.version !== version)) {
    return {
      refusal: `comparison is of ${comparison.model}@${comparison.version}; send that of ${model}@${version}`,
    }
  }
  const known = await findVersion(db, scope, model, version)
  if (known && known.onnxSha256 !== manifest.onnx_sha256) {
    return {
      refusal: `version ${version} exists with SHA-256 ${known.onnxSha256}; a version never changes`,
    }
  }
  if (known) return { row: known, isNew: false }

  const folder = `${modelsPrefix(scope)}${model}/${version}`
  await lake.put(`${folder}/model.onnx`, upload.onnx)
  await lake.put(`${folder}/manifest.json`, upload.manifest)
  const row: VersionRow = {
    scope,
    model,
    version,
    createdAt: Date.parse(manifest.created_at),
    uploadedAt: now,
    keyId,
    onnxSha256: manifest.onnx_sha256,
    onnxBytes: upload.onnx.byteLength,
    rows: manifest.training.data.reduce((sum, { rows }) => sum + rows, 0),
    seed: manifest.training.seed,
    lake: manifest.training.lake ? JSON.stringify(manifest.training.lake) : null,
    comparison: comparison ? JSON.stringify(comparison) : null,
  }
  if (await addVersion(db, row)) {
    const entry = {
      scope,
      model,
      at: now,
      action: 'upload',
      alias: null,
      version,
      share: null,
    } as const
    await appendLog(db, { ...entry, keyId, detail: { rows: row.rows } })
  }
  return { row, isNew: true }
}

async function checkedArtifact({ model, manifest, onnx }: Upload) {
  const hosted = HOSTED.find((each) => each.model === model)
  if (!hosted) return new ModelError('model-missing', `there is no model "${model}"`)
  try {
    const artifact = await readUpload(model, manifest, onnx)
    const opened = await openHosted(hosted, artifact)
    await opened.release()
    return artifact
  } catch (error) {
    if (error instanceof ModelError) return error
    return new ModelError('runtime-failed', error instanceof Error ? error.message : String(error))
  }
}

type Hosted = (typeof HOSTED)[number]
type Opening = Parameters<typeof openArtifact>[1]

/** Opens as serving does: outputs by name, golden rows by value. */
function openHosted(hosted: Hosted, artifact: Opening): Promise<{ release(): Promise<void> }> {
  const { model, outputs } = hosted
  const serve = (session: Parameters<Hosted['serve']>[0]) => ({ name: hosted.serve(session).name })
  const baseline = (reason: string) => ({ name: hosted.baseline(reason).name })
  return openArtifact({ model, outputs, serve, baseline }, artifact, [FOREST], () => undefined)
}
