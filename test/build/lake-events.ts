/** Events of a simulated network in event-time order, as a raw lake has them. */
import type { Event } from '../../pipelines/events/event'
import { createEventReader } from '../../pipelines/intake/read-event'
import { createSimulation } from '../../pipelines/simulator/simulation'
import { randomMarkets } from '../../pipelines/simulator/world/random-markets'

export function lakeEvents(from: string, days: number, markets = 2): Event[] {
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { sender: {}, hashUser: (user) => user }
  )
  const world = { seed: 1, markets: randomMarkets(1, markets), from, days, horizonDays: 60 }
  const events: Event[] = []
  for (const day of createSimulation(world)) {
    for (const event of day.events) {
      const result = read(event)
      if ('event' in result) events.push(result.event)
    }
  }
  return events.sort((a, b) => a.at - b.at)
}
