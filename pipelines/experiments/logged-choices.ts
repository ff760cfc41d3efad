/** Turns logged choices and a policy of fixed shares into the rounds that the estimators take. */
import { valueAt } from '../../models/statistics/value-at'
import type { LoggedRound } from './off-policy'

export type LoggedChoice = {
  /** Name of what was shown. */
  readonly action: string
  readonly reward: number
  /** Probability with which it was shown. */
  readonly propensity: number
}

/** Probability of each action under the evaluated policy; they sum to 1. */
export type TargetShares = ReadonlyMap<string, number>

export function uniformShares(choices: readonly LoggedChoice[]): TargetShares {
  const actions = [...new Set(choices.map(({ action }) => action))]
  return new Map(actions.map((action) => [action, 1 / actions.length]))
}

/**
 * The model of rewards is each action's mean, drawn towards that of all by `PRIOR_ROUNDS` rounds. It is
 * fitted on the half of the rounds that a round is not in, which keeps the doubly robust estimate unbiased.
 */
export function roundsOf(
  choices: readonly LoggedChoice[],
  shares: TargetShares
): readonly LoggedRound[] {
  const models = [0, 1].map((half) =>
    fitMeans(
      choices.filter((_, at) => at % 2 !== half),
      shares
    )
  )
  return choices.map(({ action, reward, propensity }, at) => {
    const { means, overall, target } = valueAt(models, at % 2)
    return {
      reward,
      propensity,
      target: shares.get(action) ?? 0,
      modelled: means.get(action) ?? overall,
      modelledTarget: target,
    }
  })
}
const PRIOR_ROUNDS = 20

function fitMeans(choices: readonly LoggedChoice[], shares: TargetShares) {
  const overall = choices.reduce((sum, { reward }) => sum + reward, 0) / choices.length
  const byAction = Map.groupBy(choices, ({ action }) => action)
  const means = new Map(
    [...byAction].map(([action, own]) => {
      const rewards = own.reduce((sum, { reward }) => sum + reward, 0)
      return [action, (rewards + PRIOR_ROUNDS * overall) / (own.length + PRIOR_ROUNDS)] as const
    })
  )
  const target = [...shares].reduce(
    (sum, [action, share]) => sum + share * (means.get(action) ?? overall),
    0
  )
  return { means, overall, target }
}
