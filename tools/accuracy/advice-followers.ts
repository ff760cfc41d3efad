/**
 * Travellers who request advice every day and follow it: each buys on the first day whose advice is
 * not "wait", or at the last observed price.
 */

type Follower = {
  readonly first: number
  last: number
  lowest: number
  paid: number | undefined
  days: number
}

export type FollowerFigures = {
  readonly departures: number
  /** Followers whose first advice was to wait. */
  readonly waited: number
  /** Shares of the cost of buying on the first day, over all departures. */
  readonly saved: number
  readonly possible: number
  readonly ofClairvoyant: number
  /** Extra cost of buying on the last observed day. */
  readonly atTheEnd: number
}

export function createFollowers() {
  const followers = new Map<string, Follower>()
  return {
    /**
     * Records one day's advice for a departure; call it in the order of days, with prices of one
     * currency.
     */
    record(departure: string, action: string, price: number): void {
      const known = followers.get(departure)
      const follower = known ?? {
        first: price,
        last: price,
        lowest: price,
        paid: undefined,
        days: 0,
      }
      followers.set(departure, follower)
      follower.last = price
      follower.lowest = Math.min(follower.lowest, price)
      follower.days += 1
      if (action !== 'wait') follower.paid ??= price
    },
    /** Weighs departures equally, whatever their price. */
    figures(): FollowerFigures {
      // A departure observed once left no choice.
      const all = [...followers.values()].filter(({ days }) => days > 1)
      const mean = (of: (follower: Follower) => number) =>
        all.reduce((sum, each) => sum + of(each), 0) / all.length
      const saved = mean(({ first, paid, last }) => 1 - (paid ?? last) / first)
      const possible = mean(({ first, lowest }) => 1 - lowest / first)
      return {
        departures: all.length,
        waited: all.filter(({ paid, first }) => paid !== first).length,
        saved,
        possible,
        ofClairvoyant: saved / possible,
        atTheEnd: mean(({ first, last }) => last / first - 1),
      }
    },
  }
}
