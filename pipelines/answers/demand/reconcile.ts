/**
 * Reconciles forecasts of a tree, such as routes, cities and countries, so that each sum equals its
 * parts. Each node's forecast is moved by as little as its variance allows: the generalised
 * least-squares solution with a diagonal error covariance, which a tree gives in two passes.
 *
 * Source: Wickramasuriya, Athanasopoulos, Hyndman (2019), JASA 114:526, "Optimal forecast
 * reconciliation", with W diagonal.
 */
export type ForecastNode = {
  readonly name: string
  /** The node's own forecast; undefined where only its parts have one. A leaf has one. */
  readonly forecast: number | undefined
  /** Error variance of the own forecast; positive. */
  readonly variance: number
  readonly parts: readonly ForecastNode[]
}

export type Reconciled = {
  readonly name: string
  readonly value: number
  readonly parts: readonly Reconciled[]
}

/** Values are 0 or more, and each node's value is the sum of its parts' values. */
export function reconcile(root: ForecastNode): Reconciled {
  const estimate = estimateOf(root)
  return spread(estimate, estimate.value)
}

type Estimate = {
  readonly name: string
  /** Best estimate from the node and all below it, and its variance. */
  readonly value: number
  readonly variance: number
  readonly parts: readonly Estimate[]
  /** Sum and variance of the parts' estimates. */
  readonly below: { readonly value: number; readonly variance: number } | undefined
}

/** Upwards: the own forecast and the sum of the parts, weighed by their precision. */
function estimateOf({ name, forecast, variance, parts }: ForecastNode): Estimate {
  const estimates = parts.map(estimateOf)
  if (estimates.length === 0) {
    return { name, value: forecast ?? 0, variance, parts: [], below: undefined }
  }
  const below = {
    value: estimates.reduce((sum, each) => sum + each.value, 0),
    variance: estimates.reduce((sum, each) => sum + each.variance, 0),
  }
  if (forecast === undefined) return { name, ...below, parts: estimates, below }
  const share = below.variance / (below.variance + variance)
  return {
    name,
    value: below.value + share * (forecast - below.value),
    variance: share * variance,
    parts: estimates,
    below,
  }
}

/** Downwards: what a node's value differs from the sum of its parts goes to them by their variance. */
function spread({ name, parts, below }: Estimate, value: number): Reconciled {
  if (!below) return { name, value: Math.max(0, value), parts: [] }
  const difference = value - below.value
  const reconciled = parts.map((part) =>
    spread(part, part.value + (difference * part.variance) / below.variance)
  )
  // Demand is not negative, so a leaf may have been raised to 0: sums are those of the parts.
  return { name, value: reconciled.reduce((sum, part) => sum + part.value, 0), parts: reconciled }
}
