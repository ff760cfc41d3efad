/**
 * npm run rank-shoppers -- [--shoppers 20000 --seed 1 --json]: simulated shoppers before slates that a
 * served instance ranks and learns from, beside the cheapest first and a random order.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFareline, type Fareline, unwrap } from '../clients/typescript/src/index'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { type Progress, progressBar } from './command/progress'
import { textTable } from './command/text-table'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'
import { type Gain, knownRows, type Outcome, orderRows } from './simulate/shopper-figures'
import { type ShopperSession, shopperSessions } from './simulate/shopper-sessions'
import { cheapestFirst, priceOf, randomOrder, reactionTo } from './simulate/shown-order'

const AT_ONCE = 8
/** The walk is faster than any shopper. */
const SETTINGS = { REQUESTS_PER_MINUTE: '1000000' }

await runCommand(COMMANDS['rank-shoppers'], async ({ values }) => {
  const [seed, count] = [Number(values.seed), Number(values.shoppers)]
  const folder = await mkdtemp(join(tmpdir(), 'fareline-shoppers-'))
  const server = await startServer(await freePort(8_960), folder, undefined, SETTINGS)
  const progress = progressBar('searches', count)
  try {
    const fareline = createFareline({ baseUrl: server.url, key: SANDBOX_KEY })
    const sessions = shopperSessions(seed, Number(values.markets), count)
    const outcomes = await walk(sessions, fareline, seed, progress)
    progress.end()
    const rows = { orders: orderRows(outcomes, seed), known: knownRows(outcomes, seed) }
    console.log(values.json ? JSON.stringify(rows) : tables(rows))
  } finally {
    progress.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return 0
})

/** Searches of one user follow each other; others go side by side. */
async function walk(
  sessions: Iterable<ShopperSession>,
  fareline: Fareline,
  seed: number,
  progress: Progress
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const last = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  for (const session of sessions) {
    const before = last.get(session.user)
    const work = (async () => {
      await before
      outcomes.push(await searched(session, fareline, seed))
      progress.at(outcomes.length)
    })()
    last.set(session.user, work)
    running.add(work)
    void work.finally(() => running.delete(work)).catch(() => undefined)
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  await Promise.all(running)
  return outcomes
}

async function searched(
  session: ShopperSession,
  fareline: Fareline,
  seed: number
): Promise<Outcome> {
  const { user, offers } = session
  const { data } = await unwrap(fareline.POST('/v1/offers:rank', { body: questionOf(session) }))
  const order = data.items.map(({ id }) => Number(id))
  const reaction = reactionTo(session, order, seed)
  await sendFeedback(fareline, data.ranking_id, reaction)
  const mean = offers.reduce((sum, { price }) => sum + price, 0) / offers.length
  const revenueOf = (shown: readonly number[]) => {
    const { booked } = reactionTo(session, shown, seed)
    return booked === undefined ? 0 : priceOf(offers, booked) / mean
  }
  return {
    user,
    known: data.evidence.choices,
    revenue: {
      ranked: revenueOf(order),
      'cheapest first': revenueOf(cheapestFirst(session)),
      random: revenueOf(randomOrder(session, seed)),
    },
  }
}

function questionOf({
  user,
  origin,
  destination,
  departureDate,
  currency,
  offers,
}: ShopperSession) {
  return {
    user,
    context: { origin, destination, departure_date: departureDate },
    items: offers.map((offer, at) => ({
      id: String(at),
      price: { amount: offer.price.toFixed(2), currency },
      carrier: offer.airline,
      ...(offer.flight_number && { flight_number: offer.flight_number }),
      ...(offer.duration_minutes && { duration_minutes: offer.duration_minutes }),
      ...(offer.stops !== undefined && { stops: offer.stops }),
      ...(offer.departure_at && { departure_at: offer.departure_at }),
      ...(offer.bags_included !== undefined && { bags_included: offer.bags_included }),
    })),
  }
}

async function sendFeedback(
  fareline: Fareline,
  ranking_id: string,
  { clicked, booked }: ReturnType<typeof reactionTo>
): Promise<void> {
  const entries = [
    ...(clicked === undefined ? [] : [{ type: 'click' as const, offer_id: String(clicked) }]),
    ...(booked === undefined ? [] : [{ type: 'booking' as const, offer_id: String(booked) }]),
  ].map((entry) => ({ ...entry, ranking_id }))
  if (entries.length === 0) return
  const { data } = await unwrap(fareline.POST('/v1/feedback', { body: entries }))
  if (data.accepted < entries.length) throw new Error(JSON.stringify(data.rejected))
}

function tables({
  orders,
  known,
}: {
  readonly orders: ReturnType<typeof orderRows>
  readonly known: ReturnType<typeof knownRows>
}): string {
  const byOrder = orders.map(({ order, searches, conversion, revenue, ...gains }) => [
    order,
    searches,
    percent(conversion),
    revenue.toFixed(4),
    gainText(gains.conversionGain),
    gainText(gains.revenueGain),
  ])
  const byKnown = known.map(({ choices, searches, gain }) => [choices, searches, gainText(gain)])
  return [
    textTable(
      [
        'order',
        'searches',
        'conversion',
        'revenue a search',
        'ranked converts more by',
        'ranked earns more by',
      ],
      byOrder
    ),
    textTable(['choices known', 'searches', 'beside cheapest first'], byKnown),
  ].join('\n\n')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}

function gainText(gain: Gain | undefined): string {
  if (!gain) return ''
  return `${percent(gain.estimate)} (${percent(gain.low)} to ${percent(gain.high)})`
}
