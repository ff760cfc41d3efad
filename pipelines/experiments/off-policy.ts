/**
 * Estimates the reward of a policy from rounds that another one logged with its propensities: what would
 * clicks have been with another order? Inverse propensity weighting, its self-normalised form, and the
 * doubly robust one, as in Dudik, Langford and Li, "Doubly Robust Policy Evaluation and Learning" (2011).
 */

import { valueAt } from '../../models/statistics/value-at'

/** One logged round. */
export type LoggedRound = {
  readonly reward: number
  /** Probability with which the logging policy chose what it chose; above 0. */
  readonly propensity: number
  /** Probability with which the evaluated policy would have chosen the same. */
  readonly target: number
  /** Reward of the choice by a model, and mean over the choices of the evaluated policy. */
  readonly modelled: number
  readonly modelledTarget: number
}

export type Estimate = {
  readonly value: number
  /** Normal interval of 95 %. */
  readonly low: number
  readonly high: number
}

export type PolicyEstimates = {
  readonly rounds: number
  /** Rounds logged by the evaluated policy itself that would say as much. */
  readonly effectiveRounds: number
  readonly ipw: Estimate
  readonly snipw: Estimate
  readonly dr: Estimate
}

/** Below it the weights of few rounds decide, and no interval is to be trusted. */
export const LEAST_EFFECTIVE = 100
const Z = 1.959963984540054

/** Returns a sentence with the reason where the rounds are too few or their weights too uneven. */
export function estimatePolicy(rounds: readonly LoggedRound[]): PolicyEstimates | string {
  const broken = rounds.findIndex(({ propensity }) => !(propensity > 0 && propensity <= 1))
  if (broken >= 0) return `Round ${broken + 1} has no propensity above 0 and at most 1.`
  const weights = rounds.map(({ target, propensity }) => target / propensity)
  const effectiveRounds = effectiveSize(weights)
  if (effectiveRounds < LEAST_EFFECTIVE) {
    return `${rounds.length} rounds say as much as ${effectiveRounds.toFixed(1)} of the evaluated policy itself; ${LEAST_EFFECTIVE} are needed.`
  }
  const weighted = rounds.map(({ reward }, at) => reward * valueAt(weights, at))
  const corrected = rounds.map(
    ({ reward, modelled, modelledTarget }, at) =>
      modelledTarget + valueAt(weights, at) * (reward - modelled)
  )
  return {
    rounds: rounds.length,
    effectiveRounds,
    ipw: meanEstimate(weighted),
    snipw: ratioEstimate(weighted, weights),
    dr: meanEstimate(corrected),
  }
}

/** Kish's effective size of weights. */
function effectiveSize(weights: readonly number[]): number {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0)
  return squares === 0 ? 0 : sumOf(weights) ** 2 / squares
}

function meanEstimate(values: readonly number[]): Estimate {
  const mean = sumOf(values) / values.length
  return intervalAround(
    mean,
    values.map((value) => value - mean)
  )
}

/** Estimates a ratio of means, by the delta method. */
function ratioEstimate(values: readonly number[], weights: readonly number[]): Estimate {
  const ratio = sumOf(values) / sumOf(weights)
  const meanWeight = sumOf(weights) / weights.length
  const residuals = values.map((value, at) => (value - ratio * valueAt(weights, at)) / meanWeight)
  return intervalAround(ratio, residuals)
}

function intervalAround(value: number, residuals: readonly number[]): Estimate {
  const rounds = residuals.length
  const variance = residuals.reduce((sum, each) => sum + each * each, 0) / (rounds - 1) / rounds
  const half = Z * Math.sqrt(variance)
  return { value, low: value - half, high: value + half }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
