/** One version of a model in one session, checked before first use. */
import { type ForestResult, readForest } from '../../models/runtime/forest/forest'
import { type HostedModel, versionName } from '../../models/runtime/hosted-model'
import { type Artifact, readArtifact } from './artifact-store'
import type { Engine, EngineName } from './engine'
import { ModelError } from './model-error'
import { type OnPassedOver, openChecked } from './open-checked'
import type { Session } from './runtime'

export type OpenedModel<Port> = {
  readonly version: string
  readonly engine: EngineName
  readonly port: Port
  release(): Promise<void>
}

export type StoredVersion = {
  readonly models: R2Bucket
  readonly folders: readonly string[]
  readonly version: string
}

export async function openModel<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  { models, folders, version }: StoredVersion,
  engines: readonly Engine[],
  onPassedOver: OnPassedOver
): Promise<OpenedModel<Port>> {
  const artifact = await readArtifact(models, hosted.model, version, folders)
  return openArtifact(hosted, artifact, engines, onPassedOver)
}

/** Throws a ModelError where the artifact may not answer for the model. */
export async function openArtifact<Port extends { readonly name: string }>(
  hosted: HostedModel<Port>,
  artifact: Artifact,
  engines: readonly Engine[],
  onPassedOver: OnPassedOver
): Promise<OpenedModel<Port>> {
  checkOutputs(artifact, hosted.outputs)
  const { session, engine } = await openChecked(artifact, engines, onPassedOver)
  const { manifest } = artifact
  const explain = session.explain ?? explainAsForest(artifact.onnx)
  const port = hosted.serve({
    manifest,
    run: session.run,
    explain: (features, output) => explain(features, manifest.outputs.indexOf(output)),
  })
  return { version: manifest.version, engine, port, release: session.release }
}

/** ONNX Runtime has no explanations; the trees in its file do. They are read on first use. */
function explainAsForest(onnx: Uint8Array): NonNullable<Session['explain']> {
  let parsed: ForestResult | undefined
  return (features, output) => {
    parsed ??= readForest(onnx)
    return parsed.forest?.explain(features, output)
  }
}

function checkOutputs({ manifest }: Artifact, outputs: readonly string[]): void {
  const unnamed = outputs.filter((name) => !manifest.outputs.includes(name))
  if (unnamed.length === 0) return
  const lacks = `outputs of ${versionName(manifest)} lack ${unnamed.join(', ')}`
  throw new ModelError('manifest-invalid', lacks)
}
