/** The model registry of a server, by its API. A refusal is an error with the reasons of the server. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Target } from '../server/events-client'

const Enveloped = z.object({ data: z.unknown() })
const Problem = z.object({ detail: z.string() })
const AliasState = z.object({
  version: z.string(),
  since: z.string(),
  share: z.number().nullable(),
})
const Aliases = z.record(z.string(), AliasState.nullable())
const Model = z.object({
  model: z.string(),
  shipped: z.string().nullable(),
  answers: z.string().nullable(),
  aliases: Aliases,
})
export type Model = z.infer<typeof Model>
const Version = z.object({
  version: z.string(),
  created_at: z.string(),
  uploaded_at: z.string(),
  rows: z.number(),
  onnx_bytes: z.number(),
  compared: z.boolean(),
})
export type Version = z.infer<typeof Version>
const Entry = z.object({
  at: z.string(),
  action: z.string(),
  alias: z.string().nullable(),
  version: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
const History = z.object({ at: z.string(), aliases: Aliases, log: z.array(Entry) })
export type History = z.infer<typeof History>
const Compared = z
  .object({
    units: z.number(),
    loss: z.number(),
    other_loss: z.number(),
    interval: z.array(z.number()),
  })
  .nullable()
const Verdict = z.object({
  version: z.string(),
  champion: z.string().nullable(),
  passes: z.boolean(),
  refusals: z.array(z.object({ code: z.string(), detail: z.string() })),
  against_champion: Compared,
  against_rule: Compared,
})
export type Verdict = z.infer<typeof Verdict>
const Change = z.object({ model: z.string(), answers: z.string().nullable() })

export function createRegistryClient({ url, key }: Target) {
  async function call<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    body?: unknown
  ): Promise<z.infer<Schema>> {
    const response = await fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return schema.parse(Enveloped.parse(answer).data)
    throw new Error(`${response.status}: ${Problem.parse(answer).detail}`)
  }
  return {
    list: () => call(z.array(Model), '/v1/models'),
    show: (model: string) =>
      call(Model.extend({ versions: z.array(Version) }), `/v1/models/${model}`),
    history: (model: string, at: string | undefined) =>
      call(History, `/v1/models/${model}/history${at ? `?at=${encodeURIComponent(at)}` : ''}`),
    upload: (model: string, folder: string) =>
      call(Version, `/v1/models/${model}/versions`, filesOf(folder)),
    compare: (model: string, version: string) =>
      call(Verdict, `/v1/models/${model}:compare`, { version }),
    promote: (model: string, wanted: object) => call(Change, `/v1/models/${model}:promote`, wanted),
    rollBack: (model: string, wanted: object) =>
      call(Change, `/v1/models/${model}:rollback`, wanted),
  }
}

/** The files that `npm run train` wrote. */
function filesOf(folder: string) {
  const comparison = join(folder, 'comparison.json')
  return {
    manifest: readFileSync(join(folder, 'manifest.json'), 'utf8'),
    onnx_base64: readFileSync(join(folder, 'model.onnx')).toString('base64'),
    ...(existsSync(comparison) && { comparison: JSON.parse(readFileSync(comparison, 'utf8')) }),
  }
}
