/**
 * A model that answers repeated rows from memory. Neither rows nor versions change, so the
 * prediction for the very same object stays valid. It is released with the row or the version; the
 * caller bounds the number of rows kept (pipelines/answers/evidence/trip-rows.ts).
 */
import type { Explanation } from '../../models/runtime/explanation'
import type { HostedModel } from '../../models/runtime/hosted-model'
import type { ModelPort } from '../../models/runtime/model-port'

export function remembering<Row extends object, Answer>(
  hosted: HostedModel<ModelPort<Row, Answer>>
): HostedModel<ModelPort<Row, Answer>> {
  return { ...hosted, serve: (session) => remember(hosted.serve(session)) }
}

function remember<Row extends object, Answer>(
  port: ModelPort<Row, Answer>
): ModelPort<Row, Answer> {
  const answers = new WeakMap<Row, { readonly answer: Answer }>()
  const reasons = new WeakMap<Row, Map<string, Explanation | undefined>>()
  return {
    name: port.name,
    inputs: (row) => port.inputs?.(row),
    async predict(rows) {
      const unknown = rows.filter((row) => !answers.has(row))
      const fresh = unknown.length > 0 ? await port.predict(unknown) : []
      for (const [at, answer] of fresh.entries()) {
        const row = unknown[at]
        if (row) answers.set(row, { answer })
      }
      return rows.flatMap((row) => answers.get(row) ?? []).map(({ answer }) => answer)
    },
    explain(row, output) {
      const known = reasons.get(row) ?? new Map<string, Explanation | undefined>()
      if (!known.has(output)) known.set(output, port.explain?.(row, output))
      reasons.set(row, known)
      return known.get(output)
    },
  }
}
