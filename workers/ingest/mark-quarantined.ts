/**
 * Marks offers in the lake that their market keeps in quarantine: one object a message and market,
 * written before the message is acknowledged and the same whenever it comes again. They are few, and
 * SQL joins them to the offers.
 */
import type { Event } from '../../pipelines/events/event'
import type { Scope } from '../../pipelines/events/scope'
import { quarantineKey } from '../../pipelines/lake/keys'
import { type QuarantineMark, quarantineText } from '../../pipelines/lake/quarantine-marks'
import { pricedOffers } from '../../pipelines/market/market-batch'
import type { QuarantinedOffer } from '../../pipelines/market/repeats/quarantined-parts'
import { deflate } from '../lake/raw-text'
import type { Services } from '../services'

export type MarketPart = {
  readonly id: string
  readonly receivedAt: number
  readonly scope: Scope
  /** Events of one market. */
  readonly events: readonly Event[]
}

export async function markQuarantined(
  { lake }: Pick<Services, 'lake'>,
  { id, receivedAt, scope, events }: MarketPart,
  quarantined: readonly QuarantinedOffer[]
): Promise<void> {
  const marks = quarantined.flatMap((each) => markOf(events[each.event], each) ?? [])
  const [first] = events
  if (marks.length === 0 || !first) return
  const key = quarantineKey({ scope, receivedAt, name: `${id}-${first.market}` })
  await lake.put(key, deflate(quarantineText(marks)), {
    httpMetadata: { contentType: 'application/gzip' },
  })
}

function markOf(
  event: Event | undefined,
  { offer: index, doubt, expectedMinor }: QuarantinedOffer
): QuarantineMark | undefined {
  if (event?.type !== 'search') return undefined
  const offer = pricedOffers(event)[index]
  if (!offer) return undefined
  return {
    search_id: event.id,
    position: event.offers.indexOf(offer) + 1,
    occurred_at: new Date(event.at).toISOString(),
    market: event.market,
    departure_date: event.departureDate,
    airline: offer.airline,
    amount_minor: offer.amountMinor,
    currency: event.currency,
    doubt,
    expected_minor: expectedMinor ?? null,
  }
}
