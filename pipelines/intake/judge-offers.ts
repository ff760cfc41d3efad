/**
 * Checks the offers of a search one by one: an unreadable offer is left out and reported, the
 * others are kept. A search without any readable offer is refused with their reasons.
 */
import { minorDigits, toMinor } from '../../models/airline/money'
import { OfferWire } from '../wire/offer-wire'
import { isPlainOffer } from '../wire/plain-search'
import { type Refusal, refusalsOfIssues } from '../wire/refusal'
import { MAX_OFFERS } from '../wire/wire'

export type OffersJudged = { readonly record: object; readonly leftOut: readonly Refusal[] }

export function judgeOffers(record: object): OffersJudged {
  const offers = 'price_offers' in record ? record.price_offers : undefined
  const currency = 'currency' in record ? record.currency : undefined
  if (!Array.isArray(offers) || offers.length > MAX_OFFERS) return { record, leftOut: [] }
  const leftOut: Refusal[] = []
  const good = offers.filter((offer: unknown, place) => {
    const refusals = refusalsOfOffer(offer, typeof currency === 'string' ? currency : '')
    for (const { pointer, ...refusal } of refusals) {
      leftOut.push({ ...refusal, pointer: `/price_offers/${place}${pointer}` })
    }
    return refusals.length === 0
  })
  if (leftOut.length === 0 || good.length === 0) return { record, leftOut: [] }
  return { record: { ...record, price_offers: good }, leftOut }
}

function refusalsOfOffer(offer: unknown, currency: string): readonly Refusal[] {
  if (!isPlainOffer(offer)) {
    const parsed = OfferWire.safeParse(offer)
    return parsed.success
      ? worthless(parsed.data.price, currency)
      : refusalsOfIssues(parsed.error, offer)
  }
  const price = typeof offer === 'object' && offer && 'price' in offer ? offer.price : undefined
  return typeof price === 'number' ? worthless(price, currency) : []
}

/** Refuses a price that rounds to 0; an unknown currency is refused with the event instead. */
function worthless(price: number, written: string): readonly Refusal[] {
  const currency = written.trim().toUpperCase()
  if (minorDigits(currency) === undefined || toMinor(price, currency) >= 1) return []
  const detail = `is less than the smallest unit of ${currency}`
  return [{ pointer: '/price', code: 'price', detail }]
}
