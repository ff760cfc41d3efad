/** Offers that came in another currency than the market's own, by that currency, since it began. */
export type ExchangeTally = {
  readonly converted: Record<string, number>
  /** There was no rate: they keep a fare class of their own. */
  readonly unconverted: Record<string, number>
}

export function createExchangeTally(): ExchangeTally {
  return { converted: {}, unconverted: {} }
}

/** `keptIn` is the currency of the fare class that took them. */
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
