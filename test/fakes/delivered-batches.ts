type Pending = { readonly body: unknown; attempts: number }

/** A queue in memory that delivers at least once, in batches of any composition. */
export class Broker {
  readonly #pending: Pending[] = []

  constructor(bodies: readonly unknown[]) {
    for (const body of bodies) this.#pending.push({ body, attempts: 0 })
  }

  get size(): number {
    return this.#pending.length
  }

  /**
   * Delivers the selected pending messages; with `loseAcks` they stay pending even when
   * acknowledged.
   */
  async deliver(
    places: readonly number[],
    consume: (batch: MessageBatch) => Promise<unknown>,
    { loseAcks = false }: { loseAcks?: boolean } = {}
  ): Promise<void> {
    const chosen = [...new Set(places.map((place) => place % this.#pending.length))].flatMap(
      (place) => this.#pending[place] ?? []
    )
    const acked = new Set<Pending>()
    const messages = chosen.map((entry, index) => {
      entry.attempts += 1
      return {
        id: `queue-${index}`,
        timestamp: new Date(0),
        body: entry.body,
        attempts: entry.attempts,
        ack: () => acked.add(entry),
        retry: () => acked.delete(entry),
      }
    })
    await consume({
      queue: 'fareline-events',
      messages,
      metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
      ackAll: () => {},
      retryAll: () => {},
    })
    if (loseAcks) return
    for (const entry of acked) {
      const place = this.#pending.indexOf(entry)
      this.#pending.splice(place, 1)
    }
  }

  all(): number[] {
    return this.#pending.map((_, place) => place)
  }
}
