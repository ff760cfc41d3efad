/** Shapes of the model registry in the contract. */
import { z } from '@hono/zod-openapi'
import { LakeTraining } from '../../../models/runtime/artifact'
import { ACTIONS, Alias, type Aliases } from '../../../pipelines/registry/aliases'
import { REFUSALS, type Verdict } from '../../../pipelines/registry/promotion-gate'
import type { ModelLogRow } from '../../storage/registry/model-log-rows'
import type { ListedVersion } from '../../storage/registry/version-rows'

const AliasState = z
  .object({
    version: z.string(),
    since: z.iso.datetime(),
    share: z.number().nullable().openapi({ description: 'Share of the traffic of a challenger' }),
  })
  .nullable()

export const AliasesWire = z
  .object({ champion: AliasState, challenger: AliasState, shadow: AliasState })
  .openapi('ModelAliases', {
    description:
      'null where the account has chosen none; without a champion the shipped version answers',
  })

export const Version = z
  .object({
    version: z.string(),
    created_at: z.iso.datetime().openapi({ description: 'When it was fitted' }),
    uploaded_at: z.iso.datetime(),
    rows: z.int().openapi({ description: 'Rows it was fitted on' }),
    seed: z.number(),
    onnx_sha256: z.string(),
    onnx_bytes: z.int(),
    compared: z.boolean().openapi({ description: 'Whether it has a comparison' }),
    lake: LakeTraining.nullable(),
  })
  .openapi('ModelVersion')

export const LogEntry = z
  .object({
    at: z.iso.datetime(),
    action: z.enum(ACTIONS),
    alias: Alias.nullable(),
    version: z.string().nullable(),
    share: z.number().nullable(),
    detail: z.record(z.string(), z.unknown()).openapi({ description: 'Reasons and figures' }),
  })
  .openapi('ModelLogEntry')

const Compared = z
  .object({
    units: z.int().openapi({ description: 'Clusters, such as a market and departure date' }),
    loss: z.number().openapi({ description: 'Mean loss of the version' }),
    other_loss: z.number(),
    mean_difference: z.number().openapi({ description: 'Negative where the version is better' }),
    interval: z.array(z.number()).openapi({ description: '95 % of the mean difference' }),
  })
  .nullable()

export const VerdictWire = z
  .object({
    version: z.string(),
    champion: z.string().nullable().openapi({ description: 'The version that answers now' }),
    passes: z.boolean(),
    refusals: z.array(z.object({ code: z.enum(REFUSALS), detail: z.string() })),
    against_champion: Compared,
    against_rule: Compared,
  })
  .openapi('ModelVerdict')

export function aliasesWire(aliases: Aliases): z.infer<typeof AliasesWire> {
  const stateOf = (name: keyof Aliases) => {
    const state = aliases[name]
    if (!state) return null
    const { version, share, since } = state
    return { version, since: new Date(since).toISOString(), share }
  }
  return {
    champion: stateOf('champion'),
    challenger: stateOf('challenger'),
    shadow: stateOf('shadow'),
  }
}

export function versionWire(row: ListedVersion): z.infer<typeof Version> {
  return {
    version: row.version,
    created_at: new Date(row.createdAt).toISOString(),
    uploaded_at: new Date(row.uploadedAt).toISOString(),
    rows: row.rows,
    seed: row.seed,
    onnx_sha256: row.onnxSha256,
    onnx_bytes: row.onnxBytes,
    compared: row.compared,
    lake: row.lake === null ? null : LakeTraining.parse(JSON.parse(row.lake)),
  }
}

export function logWire({ at, action, alias, version, share, detail }: ModelLogRow) {
  const entry = { action, alias, version, share, detail: JSON.parse(detail) }
  return LogEntry.parse({ at: new Date(at).toISOString(), ...entry })
}

export function verdictWire(
  version: string,
  champion: string | undefined,
  { passes, refusals, againstChampion, againstRule }: Verdict
): z.infer<typeof VerdictWire> {
  return {
    version,
    champion: champion ?? null,
    passes,
    refusals: [...refusals],
    against_champion: comparedWire(againstChampion),
    against_rule: comparedWire(againstRule),
  }
}

function comparedWire(compared: Verdict['againstRule']): z.infer<typeof Compared> {
  if (!compared) return null
  const { units, candidateLoss, otherLoss, mean, low, high } = compared
  return {
    units,
    loss: candidateLoss,
    other_loss: otherLoss,
    mean_difference: mean,
    interval: [low, high],
  }
}
