/** Reads the offers of a slate, each by itself: one that cannot be ranked leaves the others. */
import { toMinor } from '../../../models/airline/money'
import { minuteOf } from '../../features/choice/slate-offer'
import { unknownNames } from '../../wire/known-names'
import { pointerOf } from '../../wire/refusal'
import type { RankOffer } from './offer-slate'
import { SlateItem } from './ranking-wire'

export type RejectedOffer = {
  readonly index: number
  readonly id?: string
  readonly detail: string
  readonly pointer: string
}

export type ReadSlate = {
  readonly offers: readonly RankOffer[]
  readonly rejected: readonly RejectedOffer[]
  /** Currency of the amounts; undefined where no offer could be read. */
  readonly currency: string | undefined
}

type Parsed = { readonly index: number; readonly item: ReturnType<typeof SlateItem.parse> }

/** A slate has one currency, the one that most of its offers have. */
export function readSlate(items: readonly unknown[]): ReadSlate {
  const rejected: RejectedOffer[] = []
  const reject = (index: number, id: string | undefined, field: string, detail: string) =>
    rejected.push({
      index,
      ...(id !== undefined && { id }),
      detail,
      pointer: `/items/${index}${field}`,
    })
  const parsed: Parsed[] = []
  const seen = new Set<string>()
  for (const [index, sent] of items.entries()) {
    const read = SlateItem.safeParse(sent)
    const fault = faultIn(sent, read)
    if (fault) reject(index, idOf(sent), fault.field, fault.detail)
    else if (!read.success) continue
    else if (seen.has(read.data.id)) {
      reject(index, read.data.id, '/id', 'id stands twice in this slate; each offer needs its own')
    } else if (Number(read.data.price.amount) === 0) {
      reject(index, read.data.id, '/price/amount', 'price/amount must be more than 0')
    } else {
      seen.add(read.data.id)
      parsed.push({ index, item: read.data })
    }
  }
  const currency = mostFrequent(parsed.map(({ item }) => item.price.currency))
  const offers: RankOffer[] = []
  for (const { index, item } of parsed) {
    if (item.price.currency === currency) offers.push(rankOffer(item))
    else {
      const detail = `price/currency must be ${currency}, as of most offers; convert it or send its slate apart`
      reject(index, item.id, '/price/currency', detail)
    }
  }
  return { offers, rejected: rejected.sort((a, b) => a.index - b.index), currency }
}

/** Returns the first unknown name, else the first value that does not fit. */
function faultIn(
  sent: unknown,
  { error }: ReturnType<typeof SlateItem.safeParse>
): { readonly field: string; readonly detail: string } | undefined {
  const [unknown] = unknownNames(SlateItem, sent)
  const fault = unknown ?? error?.issues.map(({ path, message }) => ({ path, detail: message }))[0]
  if (!fault) return undefined
  const field = pointerOf(fault.path)
  return { field, detail: `${field.slice(1) || 'the offer'} ${fault.detail}` }
}

function rankOffer(item: Parsed['item']): RankOffer {
  const { id, price, carrier, flight_number, departure_at } = item
  return {
    id,
    amount: toMinor(Number(price.amount), price.currency),
    airline: Array.isArray(carrier) ? [...new Set(carrier)].join('+') : carrier,
    flight: flight_number,
    durationMinutes: item.duration_minutes,
    stops: item.stops,
    departsMinute: minuteOf(departure_at),
    bagsIncluded: item.bags_included,
  }
}

/** Equally frequent ones in the order sent. */
function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function idOf(sent: unknown): string | undefined {
  const id = typeof sent === 'object' && sent !== null && 'id' in sent ? sent.id : undefined
  return typeof id === 'string' ? id.slice(0, 128) : undefined
}
