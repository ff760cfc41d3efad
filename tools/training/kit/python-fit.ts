/** Calls a model's Python, which has one command line for all models (kit/command.py). */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../../models/runtime/artifact'
import { runPython } from '../../command/python'
import type { RowFiles } from './parquet-rows'
import type { Source } from './sources'
import { type Job, Metric, type Release, type Written } from './trainer'

/** Flags besides rows, schema, seed and recipe. */
export type Flags = Readonly<Record<string, string>>

export type Fitting = {
  /** The package under fareline_training. */
  readonly python: string
  /** Holds the versions of the model. */
  readonly folder: string
  /** Sources of rows by their `row.data`, for the manifest. */
  readonly sources: Readonly<Record<string, Source>>
  readonly metrics: readonly Metric[]
}

const Answer = z.object({
  version: z.string(),
  onnx_sha256: z.string(),
  onnx_bytes: z.number(),
  /** Golden rows in the form of the features, where a model writes them. */
  golden: z.array(z.unknown()).optional(),
})

export async function evaluateInPython(
  job: Job,
  python: string,
  files: RowFiles,
  flags: Flags = {},
  command = 'evaluate'
): Promise<Metric[]> {
  return z.array(Metric).parse(await ask(job, python, command, files, flags))
}

export async function searchInPython(
  job: Job,
  python: string,
  files: RowFiles,
  seconds: number,
  flags: Flags = {}
): Promise<unknown> {
  const trials = join(job.folder, 'trials.sqlite')
  return ask(job, python, 'search', files, { seconds: String(seconds), trials, ...flags })
}

/** Writes the artifact, and its manifest in the form of models/runtime/artifact.ts. */
export async function fitInPython(
  job: Job,
  files: RowFiles,
  { python, folder, sources, metrics }: Fitting,
  release: Pick<Release, 'createdAt' | 'version'>,
  switches: readonly string[] = [],
  more: Flags = {}
): Promise<z.infer<typeof Answer>> {
  const metricsFile = `${files.rows}.metrics.json`
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const flags = {
    out: folder,
    metrics: metricsFile,
    sources: JSON.stringify(sources),
    'created-at': release.createdAt,
    'model-version': release.version,
    ...more,
  }
  const answer = Answer.parse(await ask(job, python, 'train', files, flags, switches))
  Manifest.parse(JSON.parse(readFileSync(join(folder, answer.version, 'manifest.json'), 'utf8')))
  return answer
}

/** Into the release, with a report, and with the golden rows that the tests read. */
export async function releaseFromPython(
  job: Job,
  model: string,
  files: RowFiles,
  fitting: Omit<Fitting, 'folder'>,
  release: Release
): Promise<Written> {
  const folder = join(release.artifacts, model)
  const { golden, ...written } = await fitInPython(job, files, { ...fitting, folder }, release, [
    '--report',
  ])
  if (golden) {
    writeFileSync(
      join(release.golden, `${model}-${written.version}.json`),
      `${JSON.stringify({ version: written.version, rows: golden }, null, 1)}\n`
    )
  }
  return written
}

async function ask(
  { seed, recipe, say }: Job,
  python: string,
  command: string,
  { rows, schema }: RowFiles,
  flags: Flags,
  switches: readonly string[] = []
): Promise<unknown> {
  const given = Object.entries({ rows, schema, seed: String(seed), recipe, ...flags })
  const args = given.map(([flag, value]) => `--${flag}=${value}`)
  const line = [command, ...args, ...switches]
  return JSON.parse(await runPython(`fareline_training.${python}`, line, say))
}
