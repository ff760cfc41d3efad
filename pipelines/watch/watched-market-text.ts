/**
 * The stored form of a watched market: JSON with lists in place of maps. A text of another version is
 * not read, and its market is learned anew.
 */
import { z } from 'zod'
import { createFeed, type Feed } from '../features/anomaly/anomaly-feed'
import type { DayFares } from '../features/anomaly/day-fares'
import type { ScopeWatch } from './scope-watch'
import { createWatchedMarket, type WatchedMarket } from './watched-market'

const VERSION = 1

const pairs = <T extends z.ZodType>(value: T) => z.array(z.tuple([z.string(), value]))

const Levels = pairs(z.array(z.tuple([z.number(), z.array(z.number())])))
const FeedText = z.object({
  fares: z.array(z.tuple([z.string(), z.number(), z.number()])),
  levels: Levels,
  past: pairs(z.array(z.number())),
  lowestLog: z.number().nullable(),
  highestLog: z.number().nullable(),
  awaitedChanges: z.number(),
  awaitedSightings: z.number(),
  lastSeenDay: z.number().nullable(),
  days: z.number(),
})
const DayText = z.object({
  shown: z.number(),
  fares: z.array(z.tuple([z.string(), z.number(), z.string(), z.number()])),
})
const ScopeText = z.object({
  currency: z.string(),
  searches: z.number(),
  feeds: pairs(FeedText),
  today: pairs(DayText),
})
const Count = z.object({ day: z.number(), log: z.number() })
const Presence = z.object({
  share: z.number(),
  days: z.number(),
  awaited: z.number(),
  daysAway: z.number(),
  today: z.number(),
})
const WatchedText = z.object({
  version: z.literal(VERSION),
  market: z.string(),
  day: z.number().nullable(),
  until: z.number(),
  searchesToday: z.number(),
  days: z.array(Count),
  unusual: z.array(Count),
  scopes: pairs(ScopeText),
  flights: pairs(pairs(Presence)),
})

export function watchedMarketText(watched: WatchedMarket): string {
  const { market, day, until, searchesToday, searches, scopes, flights } = watched
  const text: z.infer<typeof WatchedText> = {
    version: VERSION,
    market,
    day: day ?? null,
    until,
    searchesToday,
    days: searches.days,
    unusual: searches.unusual,
    scopes: [...scopes].map(([name, scope]) => [name, scopeText(scope)]),
    flights: [...flights].map(([airline, own]) => [airline, [...own]]),
  }
  return JSON.stringify(text)
}

/** Undefined for a text of another version. */
export function readWatchedMarket(text: string): WatchedMarket | undefined {
  const { success, data } = WatchedText.safeParse(JSON.parse(text))
  if (!success) return undefined
  const { market, day, until, searchesToday, days, unusual, scopes, flights } = data
  return {
    ...createWatchedMarket(market),
    day: day ?? undefined,
    until,
    searchesToday,
    searches: { days, unusual },
    scopes: new Map(scopes.map(([name, scope]) => [name, scopeOfText(scope)])),
    flights: new Map(flights.map(([airline, own]) => [airline, new Map(own)])),
  }
}

function scopeText({ currency, searches, feeds, today }: ScopeWatch): z.infer<typeof ScopeText> {
  return {
    currency,
    searches,
    feeds: [...feeds].map(([airline, feed]) => [airline, feedText(feed)]),
    today: [...today].map(([airline, { shown, fares }]) => [
      airline,
      {
        shown,
        fares: [...fares].map(([key, { log, market, group }]) => [key, log, market, group]),
      },
    ]),
  }
}

function scopeOfText({ currency, searches, feeds, today }: z.infer<typeof ScopeText>): ScopeWatch {
  return {
    currency,
    searches,
    feeds: new Map(feeds.map(([airline, feed]) => [airline, feedOfText(feed)])),
    today: new Map(today.map(([airline, day]) => [airline, dayOfText(day)])),
  }
}

function dayOfText({ shown, fares }: z.infer<typeof DayText>): DayFares {
  return {
    shown,
    fares: new Map(fares.map(([key, log, market, group]) => [key, { log, market, group }])),
  }
}

/** JSON has no infinities, so they are null. */
function feedText(feed: Feed): z.infer<typeof FeedText> {
  const { fares, levels, past, lowestLog, highestLog, lastSeenDay } = feed
  return {
    fares: [...fares].map(([key, { log, day }]) => [key, log, day]),
    levels: [...levels].map(([market, groups]) => [market, [...groups]]),
    past: [...past],
    lowestLog: finite(lowestLog),
    highestLog: finite(highestLog),
    awaitedChanges: feed.awaitedChanges,
    awaitedSightings: feed.awaitedSightings,
    lastSeenDay: finite(lastSeenDay),
    days: feed.days,
  }
}

function feedOfText(text: z.infer<typeof FeedText>): Feed {
  const fresh = createFeed()
  return {
    ...fresh,
    fares: new Map(text.fares.map(([key, log, day]) => [key, { log, day }])),
    levels: new Map(text.levels.map(([market, groups]) => [market, new Map(groups)])),
    past: new Map(text.past),
    lowestLog: text.lowestLog ?? fresh.lowestLog,
    highestLog: text.highestLog ?? fresh.highestLog,
    awaitedChanges: text.awaitedChanges,
    awaitedSightings: text.awaitedSightings,
    lastSeenDay: text.lastSeenDay ?? fresh.lastSeenDay,
    days: text.days,
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
