/**
 * Checks the offers of a search one by one: an unreadable offer is left out and reported, the
 * others are kept. A search without any readable offer is refused with their reasons.
 */
import { minorDigits, toMinor } from '../../models/airline/money'
import { OfferWire } from '../wire/offer-wire'
import { isPlainOffer } from '../wire/plain-search'
import { MAX_REFUSALS, type Refusal, refusalsOfIssues } from '../wire/refusal'
import { MAX_OFFERS } from '../wire/wire'

export type OffersJudged =
  | {
      /** Its offers are as the schema returns them. */
      readonly record: object
      readonly leftOut: readonly Refusal[]
      /** Findings of the schema, of which a bad offer may have many. */
      readonly problems: number
    }
  | { readonly refusals: readonly Refusal[]; readonly problems: number }

type Judged =
  | { readonly offer: OfferWire }
  | { readonly refusals: readonly Refusal[]; readonly problems: number }

export function judgeOffers(record: object): OffersJudged {
  const offers = 'price_offers' in record ? record.price_offers : undefined
  if (!Array.isArray(offers)) return { record, leftOut: [], problems: 0 }
  if (offers.length > MAX_OFFERS) return { refusals: [tooMany(offers.length)], problems: 1 }
  const currency = 'currency' in record ? record.currency : undefined
  const codeOfCurrency = typeof currency === 'string' ? currency.trim().toUpperCase() : ''
  const leftOut: Refusal[] = []
  const good: OfferWire[] = []
  let problems = 0
  let isChanged = false
  for (const [place, offer] of offers.entries()) {
    const judged = judgeOffer(offer, codeOfCurrency)
    if ('offer' in judged) {
      good.push(judged.offer)
      isChanged ||= judged.offer !== offer
      continue
    }
    problems += judged.problems
    for (const { pointer, ...refusal } of judged.refusals) {
      leftOut.push({ ...refusal, pointer: `/price_offers/${place}${pointer}` })
    }
  }
  if (leftOut.length === 0 && !isChanged) return { record, leftOut, problems }
  if (good.length === 0) return { refusals: leftOut.slice(0, MAX_REFUSALS), problems }
  return { record: { ...record, price_offers: good }, leftOut, problems }
}

function tooMany(offers: number): Refusal {
  const detail = `must hold at most ${MAX_OFFERS} offers, has ${offers}`
  return { pointer: '/price_offers', code: 'invalid', detail }
}

function judgeOffer(offer: unknown, currency: string): Judged {
  if (isPlainOffer(offer)) return priced(offer, currency)
  const parsed = OfferWire.safeParse(offer)
  if (parsed.success) return priced(parsed.data, currency)
  return { refusals: refusalsOfIssues(parsed.error, offer), problems: parsed.error.issues.length }
}

function priced(offer: OfferWire, currency: string): Judged {
  const refusals = worthless(offer.price, currency)
  return refusals.length > 0 ? { refusals, problems: refusals.length } : { offer }
}

/** Refuses a price that rounds to 0; an unknown currency is refused with the event instead. */
function worthless(price: number, currency: string): readonly Refusal[] {
  if (minorDigits(currency) === undefined || toMinor(price, currency) >= 1) return []
  const detail = `is less than the smallest unit of ${currency}`
  return [{ pointer: '/price', code: 'price', detail }]
}
