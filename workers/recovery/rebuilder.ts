/**
 * Makes market objects and the indexes of markets and decisions anew from the raw lake, a slice at a
 * time. The first batch of a run clears its market; a market without raw events is left as it is.
 * Events are known by id, so batches of the queue may arrive meanwhile and slices may be repeated.
 */
import type { Market } from '../../models/airline/market'
import type { Event } from '../../pipelines/events/event'
import type { Scope } from '../../pipelines/events/scope'
import { rawPrefix } from '../../pipelines/lake/keys'
import { readRawLines } from '../../pipelines/lake/raw-lines'
import { indexDelivered } from '../decisions/index-decisions'
import { countMarkets, type Markets, type Part } from '../ingest/count-markets'
import { readRawText } from '../lake/raw-text'
import type { Services } from '../services'

/** Raw objects of a slice: a queue batch each, at most 12.8 MB of text. */
const OBJECTS_PER_SLICE = 20

export type RebuildRequest = {
  /** Names the run: a market is cleared once for each. */
  readonly run: string
  readonly after: string | undefined
  /** All markets where absent. */
  readonly market: Market | undefined
}

export type RebuildSlice = {
  readonly objects: number
  readonly events: number
  readonly decisions: number
  readonly markets: readonly Market[]
  /** Where the next slice goes on; absent after the last. */
  readonly after: string | undefined
}

/** Throws when a market or an index cannot be written: then the slice is to be repeated. */
export async function rebuildSlice(
  services: Services,
  scope: Scope,
  { run, after, market }: RebuildRequest
): Promise<RebuildSlice> {
  const { lake } = services
  const { objects, truncated } = await lake.list({
    prefix: rawPrefix(scope),
    limit: OBJECTS_PER_SLICE,
    ...(after !== undefined && { startAfter: after }),
  })
  const keys = objects.map(({ key }) => key)
  const touched = new Set<Market>()
  const sum = { events: 0, decisions: 0 }
  // One by one, in the order of arrival hours: one text of an object is in memory at a time.
  for (const key of keys) {
    const raw = await readRawText(lake, key)
    const { events } = raw ? readRawLines(raw.text) : { events: [] }
    const wanted = events.filter((event) => market === undefined || event.market === market)
    await rebuildFrom(services, run, partsOf(wanted, { scope, key, run }), key)
    for (const event of wanted) {
      if (event.type === 'decision') sum.decisions += 1
      else touched.add(event.market)
    }
    sum.events += wanted.length
  }
  return {
    ...sum,
    objects: keys.length,
    markets: [...touched],
    after: truncated ? keys.at(-1) : undefined,
  }
}

/** Events that arrived together were counted at one clock. */
function partsOf(
  events: readonly Event[],
  { scope, key, run }: { readonly scope: Scope; readonly key: string; readonly run: string }
): readonly Part[] {
  const groups = Map.groupBy(events, ({ receivedAt }) => receivedAt)
  return Array.from(groups, ([receivedAt, group]) => ({
    id: `${run}/${key}/${receivedAt}`,
    receivedAt,
    scope,
    events: group,
  })).sort((a, b) => a.receivedAt - b.receivedAt)
}

async function rebuildFrom(
  services: Services,
  run: string,
  parts: readonly Part[],
  rawKey: string
): Promise<void> {
  await indexDelivered(services, parts, new Map(parts.map(({ id }) => [id, { rawKey }])))
  const { markets } = services
  const rebuilding: Markets = {
    getByName: (name) => ({
      applyParts: (batch, clock) => markets.getByName(name).rebuildParts(run, batch, clock),
    }),
  }
  const { counts, refused } = await countMarkets({ ...services, markets: rebuilding }, parts)
  const lost = parts.filter(({ id, events }) => {
    const { counted, repeated } = counts.get(id) ?? { counted: 0, repeated: 0 }
    return counted + repeated < events.length && !refused.has(id)
  })
  if (lost.length > 0) throw new Error(`${rawKey}: a market was not reached; repeat the slice`)
}
