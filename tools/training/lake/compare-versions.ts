/** Scores a new version, the champion and the plain rule on the trials of a lake. */
import type { ModelSession } from '../../../models/runtime/hosted-model'
import { type Comparison, comparedUnits } from '../../../pipelines/registry/comparison'
import { hash32 } from '../../../pipelines/training/hash'
import type { Trials, Window } from './lake-model'

export type Compared = {
  readonly model: string
  readonly measure: string
  readonly data: string
  readonly window: Window
  readonly candidate: ModelSession
  /** Undefined where the plain rule answers. */
  readonly champion: ModelSession | undefined
}

export async function compareVersions(trials: Trials, about: Compared): Promise<Comparison> {
  const { candidate, champion, window } = about
  const rule = await trials.ofRule()
  const own = await trials.ofSession(candidate)
  const others = champion ? await trials.ofSession(champion) : rule
  const rows = trials.units.map((unit, index) => ({
    unit,
    candidate: own[index],
    champion: others[index],
    rule: rule[index],
  }))
  return {
    schema: 1,
    model: about.model,
    version: candidate.manifest.version,
    champion: champion?.manifest.version ?? null,
    measure: about.measure,
    window: {
      from: new Date(window.testFrom).toISOString(),
      until: new Date(window.until).toISOString(),
    },
    data: about.data,
    units: comparedUnits(rows, hash32),
  }
}
