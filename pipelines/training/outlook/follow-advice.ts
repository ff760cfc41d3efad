/**
 * Evaluates advice by four buyers: one who follows it daily, one who buys at once, one who buys at the
 * very end, and one with perfect foresight. Prices are in units of the market's mean fare at the start,
 * so that markets in several currencies weigh alike and expensive tickets weigh more.
 *
 * A path ends with its departure's last observation, whose fare a buyer who still waits pays. A
 * departure that vanished earlier is censored: it is counted and excluded.
 */

import { type AdviceQuestion, advise } from '../../../models/outlook/advise'
import type { Outlook } from '../../../models/outlook/outlook-model'
import { valueAt } from '../../../models/statistics/value-at'

/** One observation day of a departure. */
export type AdviceDay = {
  readonly daysOut: number
  readonly amount: number
  /** Undefined on the day of departure. */
  readonly outlook: Outlook | undefined
}

export type AdvicePath = {
  readonly market: string
  /** Days to departure at the last observation. */
  readonly lastDaysOut: number
  /** Observation days, farthest from departure first. */
  readonly days: readonly AdviceDay[]
}

export type Followed = {
  readonly paid: number
  /** Days to departure at the purchase. */
  readonly boughtOut: number
  /** Action of the first advice. */
  readonly waited: boolean
  readonly confidence: number
}

/**
 * A departure observed this close to its date counts as open to the end, because the last day is often
 * not observed.
 */
const END_DAYS = 7

/** Follows the advice from `days[start]` on and buys within `deadlineDays`. */
export function follow(
  { days }: AdvicePath,
  start: number,
  { risk, deadlineDays }: Pick<AdviceQuestion, 'risk' | 'deadlineDays'>
): Followed | undefined {
  const first = days[start]
  if (!first) return undefined
  const lastOut = first.daysOut - deadlineDays
  let answer: { readonly waited: boolean; readonly confidence: number } | undefined
  for (let at = start; at < days.length; at += 1) {
    const day = days[at]
    const next = days[at + 1]
    if (!day) break
    const left = day.daysOut - lastOut
    const advice =
      day.outlook && advise(day.outlook, { minSavingMinor: 0, risk, deadlineDays: left })
    const waits = advice?.action === 'wait'
    answer ??= { waited: waits, confidence: advice?.confidence ?? 1 }
    if (!waits || !next || next.daysOut < lastOut) {
      return { paid: day.amount, boughtOut: day.daysOut, ...answer }
    }
  }
  return undefined
}

/** Returns the figures of buying from `daysOut` days out; undefined when no path has that day. */
export function adviceFigures(
  paths: readonly AdvicePath[],
  daysOut: number,
  risk: AdviceQuestion['risk']
): Readonly<Record<string, Record<string, number>>> | undefined {
  const started = paths.flatMap((path) => {
    const start = path.days.findIndex((day) => day.daysOut === daysOut)
    return start < 0 ? [] : [{ path, start }]
  })
  const open = started.filter(({ path }) => path.lastDaysOut <= END_DAYS)
  if (open.length === 0) return undefined
  const unit = meanByMarket(open.map(({ path, start }) => [path.market, amountAt(path, start)]))
  const buyers = open.map(({ path, start }) => {
    const rest = path.days.slice(start).map(({ amount }) => amount)
    const money = (amount: number) => amount / (unit.get(path.market) ?? 1)
    const followed = follow(path, start, { risk, deadlineDays: daysOut })
    return {
      now: money(valueAt(rest, 0)),
      end: money(rest.at(-1) ?? 0),
      least: money(Math.min(...rest)),
      paid: money(followed?.paid ?? rest[0] ?? 0),
      boughtOut: followed?.boughtOut ?? daysOut,
      endOut: path.days.at(-1)?.daysOut ?? 0,
    }
  })
  const total = (read: (buyer: (typeof buyers)[number]) => number) =>
    buyers.reduce((sum, buyer) => sum + read(buyer), 0)
  const now = total((buyer) => buyer.now)
  const possible = now - total((buyer) => buyer.least)
  const figures = (paid: number) => ({
    departures: buyers.length,
    censored: started.length - open.length,
    saving: 1 - paid / now,
    clairvoyant_share: possible > 0 ? (now - paid) / possible : 0,
    regret: paid / (now - possible) - 1,
  })
  return {
    'buy now': figures(now),
    'buy at the very end': figures(total((buyer) => buyer.end)),
    clairvoyant: figures(now - possible),
    advice: {
      ...figures(total((buyer) => buyer.paid)),
      bought_days_out: total((buyer) => buyer.boughtOut) / buyers.length,
      bought_at_end: total((buyer) => Number(buyer.boughtOut === buyer.endOut)) / buyers.length,
      paid_less: total((buyer) => Number(buyer.paid < buyer.now)) / buyers.length,
      paid_more: total((buyer) => Number(buyer.paid > buyer.now)) / buyers.length,
    },
  }
}

/** Returns the mean saving over buying for all days with advice to wait, by tenth of confidence. */
export function savingByConfidence(
  paths: readonly AdvicePath[],
  risk: AdviceQuestion['risk']
): readonly { readonly from: number; readonly advised: number; readonly saving: number }[] {
  const tenths = Array.from({ length: 10 }, () => ({ advised: 0, saving: 0 }))
  for (const path of paths.filter(({ lastDaysOut }) => lastDaysOut <= END_DAYS)) {
    for (const [start, day] of path.days.entries()) {
      const followed = follow(path, start, { risk, deadlineDays: day.daysOut })
      if (!followed?.waited) continue
      const tenth = tenths[Math.min(9, Math.floor(followed.confidence * 10))]
      if (!tenth) continue
      tenth.advised += 1
      tenth.saving += 1 - followed.paid / day.amount
    }
  }
  return tenths.flatMap(({ advised, saving }, at) =>
    advised > 0 ? [{ from: at / 10, advised, saving: saving / advised }] : []
  )
}

function amountAt({ days }: AdvicePath, at: number): number {
  return days[at]?.amount ?? 0
}

function meanByMarket(
  amounts: readonly (readonly [market: string, amount: number])[]
): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [market, amount] of amounts) {
    const { sum, count } = sums.get(market) ?? { sum: 0, count: 0 }
    sums.set(market, { sum: sum + amount, count: count + 1 })
  }
  return new Map([...sums].map(([market, { sum, count }]) => [market, sum / count]))
}
