/** Moves traffic to a version in stages, which a bad version does not pass. */

import type { Run } from './account/run'
import {
  describe,
  LIMITS,
  type Limits,
  type Measure,
  measureTraffic,
  NO_TRAFFIC,
  objection,
} from './guards'
import { probe } from './probes'
import type { Target } from './smoke'
import { type Shares, shareTraffic } from './versions'

export const STAGES = [10, 50, 100] as const
const POLLS = 5
const PROBES = 50

export type Rollout = {
  readonly tag: string
  readonly next: string
  readonly before: string
  /** Current share of the new version, 0 to 100. */
  readonly share: number
  /** Duration of each stage. */
  readonly holdMs: number
  readonly targetOf: (version: string) => Target
  readonly key: string
  readonly probePath: string
  readonly limits?: Limits
}

/**
 * Resolves to undefined once the new version has all traffic; else to the reason of its withdrawal.
 */
export async function rollOut(run: Run, rollout: Rollout): Promise<string | undefined> {
  const { plan, cloudflare } = run
  for (const stage of STAGES.filter((each) => each >= rollout.share)) {
    if (stage !== rollout.share) {
      await shareTraffic(
        cloudflare,
        plan.script,
        sharesAt(rollout, stage),
        stageMessage(rollout, stage)
      )
    }
    const bad = await watch(run, rollout, stage)
    if (bad) return bad
  }
  return undefined
}

export function stageMessage({ tag }: Pick<Rollout, 'tag'>, stage: number): string {
  return `${tag} at ${stage} %`
}

/** The replaced version stays in the deployment until the last stage has passed. */
function sharesAt({ next, before }: Rollout, stage: number): Shares {
  return new Map([
    [next, stage],
    [before, 100 - stage],
  ])
}

async function watch(run: Run, rollout: Rollout, stage: number): Promise<string | undefined> {
  const { cloudflare, plan, journal, sleep } = run
  const { next, before, holdMs, limits = LIMITS } = rollout
  const since = Date.now()
  let seen = NO_TRAFFIC
  for (let poll = 0; poll < POLLS; poll += 1) {
    await sleep(holdMs / POLLS)
    const measured = await measureTraffic(cloudflare, plan.script, [next, before], since)
    seen = measured.get(next) ?? NO_TRAFFIC
    const bad = objection(seen, measured.get(before) ?? NO_TRAFFIC, limits)
    if (bad) return `at ${stage} %: ${bad}`
  }
  const probed = await probeBoth(run, rollout)
  const bad = objection(probed.next, probed.before, limits)
  if (bad) return `at ${stage} %, probes: ${bad}`
  journal.write(
    'traffic',
    'passed',
    `${stage} %: ${describe(seen)}; probes: ${describe(probed.next)}`
  )
  return undefined
}

async function probeBoth(
  run: Run,
  { next, before, targetOf, key, probePath }: Rollout
): Promise<{ readonly next: Measure; readonly before: Measure }> {
  const targets = [next, before].map(targetOf)
  const [ofNext = NO_TRAFFIC, ofBefore = NO_TRAFFIC] = await probe(targets, {
    key,
    reach: run.reach,
    path: probePath,
    count: PROBES,
  })
  return { next: ofNext, before: ofBefore }
}
