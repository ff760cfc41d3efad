/** Settles a scraped result: the price as text, and the day of a way back that is not listed. */
import { cabinNamed } from '../../wire/cabin-names'
import { definedFields } from '../document/defined-fields'
import { moneyText } from '../offers/money-text'
import { isProblem, type Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { partyOf, type Question } from './scraped-question'
import type { Scraped } from './scraped-result'

export function settleScraped(result: Scraped, question: Question): Settled {
  const { pointer, returnDate } = result
  const money = moneyOf(result)
  if ('detail' in money) return { pointer, code: 'no-price', detail: money.detail }
  const settled = settle({
    pointer,
    currency: money.currency,
    totalPrice: money.amount,
    party: partyOf(question, money.amount),
    cabin: cabinNamed(result.cabin),
    directions: result.directions,
    construction: result.isSelfTransfer ? 'self_transfer' : undefined,
    offerId: result.offerId,
  })
  if (isProblem(settled)) return settled
  // The connections of a row are not known, so its flights are not either.
  const { segments, ...ends } = settled.offer
  const offer = result.isRow ? ends : { ...ends, ...(segments && { segments }) }
  if (returnDate === undefined) return { ...settled, offer }
  return { ...settled, offer, trip: definedFields({ ...settled.trip, return_date: returnDate }) }
}

type Amount = { readonly amount: number; readonly currency: string | undefined }

function moneyOf({ price, currency }: Scraped): Amount | { readonly detail: string } {
  const written = moneyText(price ?? '')
  const amount = written && amountIn(written.digits)
  if (!written || amount === undefined) {
    return {
      detail: price === undefined ? 'names no price' : `"${price.slice(0, 40)}" is no price`,
    }
  }
  const { currencies } = written
  const code = currency?.toUpperCase()
  if (!currencies) return { amount, currency: code }
  if (code === undefined) {
    // A bare sign is its first currency: Google writes the others as "CA$", "A$" or by their code.
    return { amount, currency: currencies[0] }
  }
  if (currencies.includes(code)) return { amount, currency: code }
  return { detail: `is priced as "${price?.slice(0, 40)}" and in ${code}; send one currency` }
}

/** Google writes whole units: a mark before three digits divides groups. */
function amountIn(digits: string): number | undefined {
  const plain = digits.replaceAll(/[\s\u00a0\u202f']/g, '').replace(/\.$/, '')
  const grouped = plain.replaceAll(/[.,](?=\d{3}(?:\D|$))/g, '')
  const number = Number(grouped.replace(',', '.'))
  return Number.isFinite(number) ? number : undefined
}
