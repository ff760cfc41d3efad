/** Opens a session on the first engine that reads the file and reproduces its golden rows. */
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../models/runtime/golden'
import { versionName } from '../../models/runtime/hosted-model'
import type { Artifact } from './artifact-store'
import type { Engine, EngineName } from './engine'
import { ModelError } from './model-error'
import type { Session } from './runtime'

/** Called for each engine that failed before another was used. */
export type OnPassedOver = (engine: EngineName, error: unknown) => void

export type CheckedSession = { readonly session: Session; readonly engine: EngineName }

export async function openChecked(
  artifact: Artifact,
  engines: readonly Engine[],
  onPassedOver: OnPassedOver
): Promise<CheckedSession> {
  const [engine, ...others] = engines
  if (!engine) throw new RangeError('no engine to open a model with')
  try {
    return { session: await openWith(engine, artifact), engine: engine.name }
  } catch (error) {
    if (others.length === 0) throw error
    onPassedOver(engine.name, error)
    return openChecked(artifact, others, onPassedOver)
  }
}

async function openWith({ name, open }: Engine, { manifest, onnx }: Artifact): Promise<Session> {
  const session = await open(onnx)
  try {
    const outputs = await session.run(goldenFeatures(manifest), manifest.golden.features.length)
    const difference = goldenDifference(outputs, manifest)
    if (difference <= GOLDEN_TOLERANCE) return session
    const differs = `${versionName(manifest)} in ${name} differs by ${difference} from its golden rows`
    throw new ModelError('golden-differs', `${differs}: not the engine or file it was trained with`)
  } catch (error) {
    await session.release()
    throw error
  }
}
