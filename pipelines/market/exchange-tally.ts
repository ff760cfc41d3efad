/**
 * Number of offers in another currency than the market's reference currency, by that currency,
 * since the market began.
 */
export type ExchangeTally = {
  readonly converted: Record<string, number>
  /** Offers without a rate, which form a fare group of their own. */
  readonly unconverted: Record<string, number>
}

export function createExchangeTally(): ExchangeTally {
  return { converted: {}, unconverted: {} }
}

/** `keptIn` is the currency of the fare group that received them. */
export function tallyExchange(
  tally: ExchangeTally,
  {
    sentIn,
    keptIn,
    reference,
    offers,
  }: { sentIn: string; keptIn: string; reference: string | undefined; offers: number }
): void {
  if (reference === undefined || sentIn === reference) return
  const counts = sentIn === keptIn ? tally.unconverted : tally.converted
  counts[sentIn] = (counts[sentIn] ?? 0) + offers
}
