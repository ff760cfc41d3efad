/**
 * The port of the outlook model: the course of the lowest fare of a market and departure date, the
 * probability that it falls, and the expected cost of waiting under the stopping rule. Shares and
 * ratios are relative to the lowest fare at decision time, so an outlook is valid in any currency.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

/** Learned horizons in days; values between them are interpolated. */
export const OUTLOOK_HORIZONS = [1, 3, 7, 14, 30] as const
export const OUTLOOK_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const
/** Learned falls, as shares of the fare now. */
export const DROP_SHARES = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5] as const

export type OutlookQuestion = {
  /** Built by `outlookRow` of pipelines/features/outlook/outlook-features.ts. */
  readonly row: FeatureRow
  /** Lowest fare now, in minor units of the row's currency. */
  readonly lowestMinor: number
  readonly daysToDeparture: number
}

export type HorizonOutlook = {
  readonly days: number
  /** Point forecast with the least expected error in percent, in minor units. */
  readonly fareMinor: number
  /** Fares at `OUTLOOK_QUANTILES` in minor units, never decreasing. */
  readonly quantilesMinor: readonly number[]
}

/**
 * Result of waiting up to `days`: buy when the stopping rule advises it, and at the end in any
 * case.
 */
export type WaitOutlook = {
  readonly days: number
  /** Expected price paid over the price now, less 1; negative when waiting saves. */
  readonly change: number
  /** Expected excess over the price now, with savings counted as 0; 0 or more. */
  readonly loss: number
  /** Probability of paying less than now. */
  readonly pSaves: number
}

export type Outlook = {
  readonly lowestMinor: number
  readonly daysToDeparture: number
  /** Horizons before the departure, nearest first. */
  readonly horizons: readonly HorizonOutlook[]
  /**
   * Probability that the lowest fare falls by at least DROP_SHARES[s] within OUTLOOK_HORIZONS[h]
   * days, at [h][s]: it never decreases with more days and never increases with a greater share.
   */
  readonly drops: readonly (readonly number[])[]
  /**
   * One entry per OUTLOOK_HORIZONS; undefined where the model has no estimate for waiting (a
   * baseline).
   */
  readonly waits: readonly WaitOutlook[] | undefined
}

/** Undefined where the model cannot predict. */
export type OutlookModel = ModelPort<OutlookQuestion, Outlook | undefined>
