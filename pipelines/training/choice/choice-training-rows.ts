/**
 * Training rows of the choice model. A session has a slate, a shopper and a choice. Its affinities come
 * from other sessions only: from earlier ones when the data has times, else from other folds.
 */
import { predictChoice } from '../../../models/choice/baseline-choice'
import type { ChoicePrediction } from '../../../models/choice/choice-model'
import {
  type Affinities,
  createAffinities,
  mergeAffinities,
  observeChoice,
} from '../../features/choice/affinities'
import { affinityValues } from '../../features/choice/affinity-features'
import { createPositionBias, expectedWith } from '../../features/choice/position-bias'
import { type NamedValues, slateValues } from '../../features/choice/slate-features'
import type { TripSlate } from '../../features/choice/slate-offer'
import type { SlateShopper } from '../../features/choice/traits'
import { hash32 } from '../hash'

export type ChoiceSession = {
  readonly id: string
  readonly shopper: SlateShopper
  readonly slate: TripSlate
  /** Position of the chosen offer, from 0. */
  readonly taken: number
}

export type PlannedSession = ChoiceSession & {
  readonly values: readonly NamedValues[]
  readonly expected: readonly number[]
}

/** Computes the features of the slate alone, which are the same in every fold. */
export function planSession(session: ChoiceSession): PlannedSession {
  const values = slateValues(session.slate)
  const plain = predictChoice(values.map((each) => ({ currency: '', values: each })))
  return { ...session, values, expected: plain ? unbiased(plain) : [] }
}

const NO_BIAS = createPositionBias()

/** Without a known display order, every position is assumed equally visible. */
function unbiased(plain: ChoicePrediction): readonly number[] {
  return expectedWith(NO_BIAS, plain)
}

export type DealtSession = PlannedSession & { readonly fold: number }

/** Assigns folds of equal size by a hash of seed and session; keeps the order of sessions. */
export function dealSessions(
  sessions: readonly PlannedSession[],
  folds: number,
  seed: number
): readonly DealtSession[] {
  const drawn = sessions
    .map(({ id }) => ({ id, draw: hash32(`${seed}:${id}`) }))
    .sort((a, b) => a.draw - b.draw)
  const foldOf = new Map(drawn.map(({ id }, at) => [id, at % folds]))
  return sessions.map((session) => ({ ...session, fold: foldOf.get(session.id) ?? 0 }))
}

/** Parts of a training side, so that no row's affinities include its own session. */
const PARTS = 10

/** Yields the affinities of each session with `testFold` held out. */
export function* foldAffinities(
  sessions: readonly DealtSession[],
  testFold: number
): Generator<{ readonly session: DealtSession; readonly values: readonly NamedValues[] }> {
  const partOf = (session: DealtSession) => hash32(`part:${session.id}`) % PARTS
  const parts = Array.from({ length: PARTS }, createAffinities)
  for (const session of sessions) {
    const part = parts[partOf(session)]
    if (session.fold === testFold || !part) continue
    observeChoice(part, { ...session, weight: 1, at: 0 })
  }
  const without = (left: number) => mergeAffinities(parts.filter((_, part) => part !== left))
  const known: readonly Affinities[] = [...parts.keys()].map(without)
  const all = mergeAffinities(parts)
  for (const session of sessions) {
    const test = session.fold === testFold
    const affinities = (test ? undefined : known[partOf(session)]) ?? all
    yield { session, values: affinityValues(affinities, session.shopper, session.slate) }
  }
}
