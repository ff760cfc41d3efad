/** Watched markets in the lake, one object each, and those in memory during a scan. */
import { dayOf } from '../../models/airline/calendar'
import type { Scope } from '../../pipelines/events/scope'
import { watchKey } from '../../pipelines/lake/keys'
import { createWatchedMarket, type WatchedMarket } from '../../pipelines/watch/watched-market'
import { readWatchedMarket, watchedMarketText } from '../../pipelines/watch/watched-market-text'
import { deflate, readRawText } from '../lake/raw-text'

/** Some 0.3 MB each, of 128 MB. */
const MOST_IN_MEMORY = 96

export type WatchStore = {
  /** The market as it was stored last; a new one where there is none. */
  read(market: string): Promise<WatchedMarket>
  /** Keeps a market that has changed, to be stored by `flush`. */
  keep(watched: WatchedMarket): void
  readonly isFull: boolean
  /** Stores all that is kept. Afterwards the cursor of the scan may move past them. */
  flush(): Promise<void>
}

export function openWatchStore(lake: R2Bucket, scope: Scope): WatchStore {
  const known = new Map<string, WatchedMarket>()
  const changed = new Set<WatchedMarket>()
  return {
    async read(market) {
      const watched = known.get(market) ?? (await load(lake, watchKey(scope, market)))
      const found = watched ?? createWatchedMarket(market)
      known.set(market, found)
      return found
    },
    keep: (watched) => void changed.add(watched),
    get isFull() {
      return known.size >= MOST_IN_MEMORY
    },
    async flush() {
      for (const watched of changed) await store(lake, scope, watched)
      changed.clear()
      known.clear()
    },
  }
}

/** A copy to look ahead with: what it is given is not kept. */
export function copyOf(watched: WatchedMarket): WatchedMarket {
  return readWatchedMarket(watchedMarketText(watched)) ?? createWatchedMarket(watched.market)
}

async function load(lake: R2Bucket, key: string): Promise<WatchedMarket | undefined> {
  const found = await readRawText(lake, key)
  return found && readWatchedMarket(found.text)
}

/** The day under way is beside the content, so that a list shows which markets have fallen silent. */
async function store(lake: R2Bucket, scope: Scope, watched: WatchedMarket): Promise<void> {
  const { market, day } = watched
  await lake.put(watchKey(scope, market), deflate(watchedMarketText(watched)), {
    httpMetadata: { contentType: 'application/gzip' },
    customMetadata: day === undefined ? {} : { day: dayOf(day) },
  })
}
