/** One version of the fare model in one session: rows in, fares out, checked before first use. */
import { createEncoder, namedInputs } from '../../models/encode'
import { decodeFares } from '../../models/fare/decode-fares'
import type { FareModel } from '../../models/fare/fare-model'
import { readArtifact } from './artifact-store'
import type { Engine, EngineName } from './engine'
import { type OnPassedOver, openChecked } from './open-checked'

export type FareEngine = FareModel & {
  readonly version: string
  readonly engine: EngineName
  release(): Promise<void>
}

export async function openFareEngine(
  models: R2Bucket,
  version: string,
  engines: readonly Engine[],
  onPassedOver: OnPassedOver
): Promise<FareEngine> {
  const artifact = await readArtifact(models, 'fare', version)
  const { session, engine } = await openChecked(artifact, engines, onPassedOver)
  const { manifest } = artifact
  const encode = createEncoder(manifest)
  return {
    version,
    engine,
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
