/** The port of a model that takes one row per question: encode, run, decode. */
import type { Manifest } from './artifact'
import { createEncoder, namedInputs } from './encode'
import { namedExplanation } from './explanation'
import type { FeatureRow } from './features'
import { type ModelSession, versionName } from './hosted-model'
import type { ModelPort } from './model-port'

/** `outputs` is [questions, outputs] in the manifest's order. */
export type Decode<Question, Answer> = (
  outputs: Float32Array,
  questions: readonly Question[],
  manifest: Manifest
) => readonly Answer[]

export function serveRows<Question, Answer>(
  session: ModelSession,
  rowOf: (question: Question) => FeatureRow,
  decode: Decode<Question, Answer>
): ModelPort<Question, Answer> {
  const { manifest, run } = session
  const encode = createEncoder(manifest)
  return {
    name: versionName(manifest),
    inputs: (question) => namedInputs(rowOf(question), manifest),
    explain: (question, output) => namedExplanation(session, encode([rowOf(question)]), output),
    async predict(questions) {
      if (questions.length === 0) return []
      const outputs = await run(encode(questions.map(rowOf)), questions.length)
      return decode(outputs, questions, manifest)
    },
  }
}
