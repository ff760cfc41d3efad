/** What every model eats: one row of named values. Units are part of each feature's definition. */
export type FeatureKind =
  /** A plain number in the feature's unit. */
  | 'number'
  /** Money in major units of the trip's currency; models see it divided by `fareScale`. */
  | 'amount'
  /** One of a closed list that travels in the model's manifest. */
  | 'category'

/** `undefined` is "not known"; never NaN, never a silent 0. */
export type FeatureValue = number | string | undefined
export type FeatureRow = {
  readonly currency: string
  readonly values: Readonly<Record<string, FeatureValue>>
}
