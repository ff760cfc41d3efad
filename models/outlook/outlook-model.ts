/**
 * The port of the outlook model: where the lowest fare of a market and departure date goes from
 * here, how likely it falls, and what waiting with the right stopping rule is expected to cost.
 * Shares and ratios are of the lowest fare at decision time, so an outlook holds in any currency.
 */
import type { FeatureRow } from '../runtime/features'
import type { ModelPort } from '../runtime/model-port'

/** Days ahead that are learned; between them is interpolated. */
export const OUTLOOK_HORIZONS = [1, 3, 7, 14, 30] as const
export const OUTLOOK_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9] as const
/** Shares of the fare that a fall is asked about. */
export const DROP_SHARES = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5] as const

export type OutlookQuestion = {
  /** What `outlookRow` of pipelines/features/outlook/outlook-features.ts says. */
  readonly row: FeatureRow
  /** Lowest fare now, minor units of the row's currency. */
  readonly lowestMinor: number
  readonly daysToDeparture: number
}

export type HorizonOutlook = {
  readonly days: number
  /** The one number to show: least expected error in percent. Minor units. */
  readonly fareMinor: number
  /** At `OUTLOOK_QUANTILES`, minor units, never decreasing. */
  readonly quantilesMinor: readonly number[]
}

/** Waiting up to `days`, buying when the stopping rule says so, and at the end in any case. */
export type WaitOutlook = {
  readonly days: number
  /** Expected price paid over the price now, less 1: below 0 waiting pays. */
  readonly change: number
  /** Expected excess over the price now, counted as 0 where waiting saved; 0 or more. */
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
   * days, at [h][s]: never falls with more days, never rises with a greater share.
   */
  readonly drops: readonly (readonly number[])[]
  /** At OUTLOOK_HORIZONS; undefined where nothing is known of stopping (a baseline). */
  readonly waits: readonly WaitOutlook[] | undefined
}

/** Its answer is undefined where there is no honest one. */
export type OutlookModel = ModelPort<OutlookQuestion, Outlook | undefined>
