/** Madrid and Munich in both directions, observed by a local server for the SDKs of Amadeus. */
import { vi } from 'vitest'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import {
  isSettled,
  postEvents,
  readReceipt,
  type Target,
} from '../../../tools/server/events-client'

export const inDays = (days: number) => utcDay(Date.now() + days * DAY_MS)

/** Returns when every search is counted. */
export async function observeMarkets(target: Target): Promise<void> {
  const lines = [...searches('MAD', 'MUC'), ...searches('MUC', 'MAD')]
  const { receipt_id } = await postEvents(target, lines)
  await vi.waitUntil(
    async () => {
      const receipt = await readReceipt(target, receipt_id)
      return receipt && isSettled(receipt)
    },
    { timeout: 30_000, interval: 100 }
  )
}

/** One-way and return fares of 20 departures, 10 to 29 days ahead, a unit dearer each day. */
function searches(origin: string, destination: string): string[] {
  return Array.from({ length: 20 }, (_, index) => 10 + index).flatMap((days) =>
    [undefined, inDays(days + 7)].map((return_date) =>
      JSON.stringify({
        timestamp: new Date().toISOString(),
        search_id: `${origin}-${days}-${return_date}`,
        origin_airport: origin,
        destination_airport: destination,
        departure_date: inDays(days),
        return_date,
        number_of_passengers: 1,
        currency: 'EUR',
        cabin_class: 'economy',
        price_offers: [{ airline: 'IB', price: (return_date ? 180 : 90) + days, stops: 0 }],
      })
    )
  )
}
