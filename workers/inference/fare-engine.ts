/** One version of the fare model in one session: rows in, fares out, checked before first use. */
import { createEncoder, namedInputs } from '../../models/encode'
import { decodeFares, FARE_OUTPUTS } from '../../models/fare/decode-fares'
import type { FareModel } from '../../models/fare/fare-model'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../models/golden'
import { type Artifact, readArtifact } from './artifact-store'
import { ModelError } from './model-error'
import type { OpenSession, Session } from './runtime'

export type FareEngine = FareModel & { readonly version: string; release(): Promise<void> }

export async function openFareEngine(
  models: R2Bucket,
  version: string,
  openSession: OpenSession
): Promise<FareEngine> {
  const artifact = await readArtifact(models, 'fare', version)
  const session = await openChecked(artifact, openSession)
  const { manifest } = artifact
  const encode = createEncoder(manifest)
  return {
    version,
    name: `fare@${version}`,
    release: session.release,
    inputs: (row) => namedInputs(row, manifest),
    async predict(rows) {
      if (rows.length === 0) return []
      const outputs = await session.run(encode(rows), rows.length)
      return decodeFares(outputs, rows, manifest)
    },
  }
}

async function openChecked({ manifest, onnx }: Artifact, open: OpenSession): Promise<Session> {
  const unnamed = FARE_OUTPUTS.filter((name) => !manifest.outputs.includes(name))
  if (unnamed.length > 0) {
    const lacks = `outputs of fare@${manifest.version} lack ${unnamed.join(', ')}`
    throw new ModelError('manifest-invalid', lacks)
  }
  const session = await open(onnx)
  try {
    const outputs = await session.run(goldenFeatures(manifest), manifest.golden.features.length)
    const difference = goldenDifference(outputs, manifest)
    if (difference <= GOLDEN_TOLERANCE) return session
    const differs = `fare@${manifest.version} differs by ${difference} from its golden rows`
    throw new ModelError('golden-differs', `${differs}: not the engine or file it was trained with`)
  } catch (error) {
    await session.release()
    throw error
  }
}
