/**
 * The input of every model: one row of named values. Units are part of each feature's definition.
 */
export type FeatureKind =
  /** A plain number in the feature's unit. */
  | 'number'
  /** Money in major units of the trip's currency; the model's input is divided by `fareScale`. */
  | 'amount'
  /** One of a closed list, which the model's manifest contains. */
  | 'category'

/** `undefined` means unknown; never NaN, never a silent 0. */
export type FeatureValue = number | string | undefined
export type FeatureRow = {
  readonly currency: string
  readonly values: Readonly<Record<string, FeatureValue>>
}
