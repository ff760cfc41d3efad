/** Why a model said what it said: what each input added to its base, on the scale of its trees. */
export type Effect = {
  /** The input's name in the manifest. */
  readonly name: string
  readonly effect: number
}

export type Explanation = {
  /** What the model says of the average row it was trained on. */
  readonly base: number
  /** One an input, in the manifest's order; with the base they sum to the model's output. */
  readonly effects: readonly Effect[]
}
