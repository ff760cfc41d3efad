/**
 * One model from a lake: rows by the code that serves, a fit on those before the test, and the losses of
 * the new version beside the champion and the plain rule in the test. A lake that has too little data
 * is reported with counts; nothing is fitted on it.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LakeTraining } from '../../../models/runtime/artifact'
import type { ModelSession } from '../../../models/runtime/hosted-model'
import type { Scope } from '../../../pipelines/events/scope'
import type { Comparison } from '../../../pipelines/registry/comparison'
import { codeRevision } from '../kit/code-revision'
import { openFitted } from '../kit/open-fitted'
import type { RowFiles } from '../kit/parquet-rows'
import { fitInPython } from '../kit/python-fit'
import type { Job, Release, Written } from '../kit/trainer'
import { compareVersions } from './compare-versions'
import { LAKE_DATA, type LakeModel, type Need, type Window } from './lake-model'
import type { LakeEvents } from './raw-lake'

export type LakeJob = {
  readonly job: Job
  readonly release: Pick<Release, 'artifacts' | 'createdAt' | 'version'>
  readonly scope: Scope
  readonly lake: LakeEvents
  readonly window: Window
  readonly championOf: (model: string) => Promise<ModelSession | undefined>
}

export type FromLake =
  | { readonly model: string; readonly lacks: readonly Need[] }
  | (Written & {
      readonly model: string
      readonly folder: string
      readonly rows: number
      readonly comparison: Comparison
    })

export async function trainFromLake(
  { model, python, measure, write }: LakeModel,
  { job, release, scope, lake, window, championOf }: LakeJob
): Promise<FromLake> {
  const { files, rows, needs, trials } = await write(lake.events, window, job.folder)
  const lacks = needs.filter(({ found, least }) => found < least)
  if (lacks.length > 0) return { model, lacks }

  const data = `lake of ${scope.account} (${scope.mode})`
  const sources = { [LAKE_DATA]: { name: data, licence: 'the account’s own' } }
  const folder = join(release.artifacts, model)
  const origin = JSON.stringify(lakeTraining(files, { scope, lake, window }))
  const fitting = { python, folder, sources, metrics: [] }
  const { version, onnx_bytes, onnx_sha256 } = await fitInPython(job, files, fitting, release, [], {
    lake: origin,
  })
  const written = join(folder, version)
  const comparison = await compareVersions(trials, {
    model,
    measure,
    data,
    window,
    candidate: openFitted(written),
    champion: await championOf(model),
  })
  writeFileSync(join(written, 'comparison.json'), `${JSON.stringify(comparison)}\n`)
  return { model, folder: written, version, onnx_bytes, onnx_sha256, rows, comparison }
}

function lakeTraining(
  { schema }: RowFiles,
  { scope, lake, window }: Pick<LakeJob, 'scope' | 'lake' | 'window'>
): LakeTraining {
  return {
    ...scope,
    hours: lake.hours,
    events: lake.events.length,
    test_from: new Date(window.testFrom).toISOString(),
    until: new Date(window.until).toISOString(),
    code_revision: codeRevision(),
    feature_schema: createHash('sha256').update(readFileSync(schema)).digest('hex').slice(0, 16),
  }
}
