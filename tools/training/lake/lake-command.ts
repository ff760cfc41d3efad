/** The part of `npm run train` that reads a lake in place of files. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { DAY_MS } from '../../../models/airline/calendar'
import { Scope } from '../../../pipelines/events/scope'
import { gateVerdict } from '../../../pipelines/registry/promotion-gate'
import { Misuse } from '../../command/misuse'
import { progressBar } from '../../command/progress'
import { textTable } from '../../command/text-table'
import { openJob } from '../kit/job'
import { championIn } from './champion'
import type { Window } from './lake-model'
import { lakeModelsNamed } from './lake-models'
import { localObjects, readLake } from './raw-lake'
import { type FromLake, trainFromLake } from './train-from-lake'

export type LakeArguments = {
  readonly lake: string
  readonly until?: string | undefined
  readonly testDays: string
  readonly account: string
  readonly live: boolean
  readonly model?: string | undefined
  readonly out: string
  readonly rows?: string | undefined
  readonly seed: string
  readonly recipe: string
  readonly createdAt?: string | undefined
  readonly version: string
}

export async function trainModels(values: LakeArguments): Promise<readonly FromLake[]> {
  const models = lakeModelsNamed(values.model)
  const scope = Scope.parse({ account: values.account, mode: values.live ? 'live' : 'test' })
  const until = values.until === undefined ? Date.now() : Date.parse(values.until)
  if (!Number.isFinite(until)) {
    throw new Misuse(`--until: "${values.until}" is no instant; write 2026-11-28T00:00:00Z`)
  }
  const stateDir = resolve(values.lake)
  if (!existsSync(stateDir)) throw new Misuse(`--from-lake: there is no folder ${stateDir}`)
  const objects = localObjects(stateDir, scope)
  const progress = progressBar('raw objects read', objects.length)
  const lake = await readLake(objects, until, progress.at)
  progress.end()
  const window: Window = { testFrom: until - Number(values.testDays) * DAY_MS, until }
  const { job, steps, close } = await openJob(values, [], models.length)
  const release = {
    artifacts: values.out,
    createdAt: values.createdAt ?? new Date().toISOString(),
    version: values.version,
  }
  const trained: FromLake[] = []
  const championOf = (model: string) => championIn(stateDir, scope, model)
  for (const model of models) {
    const work = { job, release, scope, lake, window, championOf }
    trained.push(await steps.run(`training ${model.model}`, () => trainFromLake(model, work)))
  }
  close()
  return trained
}

/** Losses beside the champion and the rule, and what is missing where nothing was fitted. */
export function lakeTable(trained: readonly FromLake[], now: number): string {
  const rows = trained.map((each) => {
    if ('lacks' in each) {
      const lacks = each.lacks.map(({ rows, found, least }) => `${found} of ${least} ${rows}`)
      return [each.model, 'not trained', '', '', '', lacks.join('; ')]
    }
    const { againstChampion, againstRule, refusals } = gateVerdict(each.comparison, {
      champion: each.comparison.champion ?? undefined,
      goldenDifference: 0,
      failingChecks: [],
      now,
    })
    const loss = (value: number | undefined) => value?.toFixed(4) ?? ''
    return [
      each.model,
      each.version,
      loss(againstRule?.candidateLoss),
      loss(againstChampion?.otherLoss),
      loss(againstRule?.otherLoss),
      refusals.length === 0 ? 'better than both' : refusals.map(({ detail }) => detail).join(' '),
    ]
  })
  return textTable(['model', 'version', 'loss', 'champion', 'plain rule', 'comparison'], rows)
}
