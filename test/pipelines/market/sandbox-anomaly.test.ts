import { expect, test } from 'vitest'
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyParts, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import { createSimulation } from '../../../pipelines/simulator/simulation'
import { MAGIC_NETWORK } from '../../../pipelines/simulator/world/magic-network'

const NOW = Date.parse('2026-03-30T00:00:00Z')

test('the sandbox market with an anomaly holds it and nothing else', () => {
  const state = createMarketState('SCQ-LEI')
  let [wrong, wrongKept, rightKept] = [0, 0, 0]
  for (const event of searches()) {
    const [applied] = applyParts(state, packBatch(event.id, [event]), event.at)
    const quarantined = new Set(applied?.quarantined?.map(({ offer }) => offer))
    const ahead = dayNumber(event.departureDate) - dayNumberAt(event.at)
    for (const [index, { amountMinor }] of event.offers.entries()) {
      const isWrong = ahead >= 14 && ahead <= 20 && amountMinor < 4_500
      wrong += Number(isWrong)
      wrongKept += Number(isWrong && quarantined.has(index))
      rightKept += Number(!isWrong && quarantined.has(index))
    }
  }
  expect(wrong).toBeGreaterThan(50)
  expect(wrongKept / wrong).toBeGreaterThan(0.95)
  expect(rightKept).toBe(0)
  const { quarantine, fareGroups } = snapshotOf(state, NOW - 1)
  expect(quarantine?.some(({ suspects }) => suspects.length > 0)).toBe(true)
  const days = fareGroups.flatMap(({ departures }) => Object.values(departures).flat())
  expect(days.filter(({ lowestMinor }) => lowestMinor < 4_500).length).toBeLessThan(3)
})

function searches(): readonly SearchEvent[] {
  const markets = MAGIC_NETWORK.filter(({ script }) => script === 'anomaly')
  const read = createEventReader(
    { now: NOW, maxClockSkewMs: 0 },
    { sender: {}, hashUser: () => '' }
  )
  const days = createSimulation({ seed: 7, markets, from: '2026-03-02', days: 28 })
  return Array.from(days, ({ events }) => [...events])
    .flat()
    .flatMap((record) => {
      const result = read(record)
      return 'event' in result && result.event.type === 'search' ? [result.event] : []
    })
}
