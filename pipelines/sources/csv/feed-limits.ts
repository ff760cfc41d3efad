/** Most lines with an offer, and most problems of lines and cells; reading ends beyond them. */
export type FeedLimits = { readonly lines: number; readonly problems: number }

export const NO_LIMITS: FeedLimits = {
  lines: Number.POSITIVE_INFINITY,
  problems: Number.POSITIVE_INFINITY,
}
