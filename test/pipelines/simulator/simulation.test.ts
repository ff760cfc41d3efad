import { describe, expect, it } from 'vitest'
import { createEventReader } from '../../../pipelines/events/read-event'
import { NETWORK } from '../../../pipelines/simulator/networks'
import { createSimulation, type SimulatedDay } from '../../../pipelines/simulator/simulation'

const options = { seed: 1, markets: NETWORK.slice(0, 3), from: '2026-11-13', horizonDays: 60 }

/** Days with their lazy parts read in time. */
function live(changes: Partial<Parameters<typeof createSimulation>[0]> = {}, days = 4) {
  return [...createSimulation({ ...options, days, ...changes })].length
    ? Array.from(createSimulation({ ...options, days, ...changes }), read)
    : []
}

function read(day: SimulatedDay) {
  return {
    day: day.day,
    panel: day.panel,
    events: [...day.events],
    departures: [...day.truth.departures()],
    markets: day.truth.markets,
    shoppers: day.truth.shoppers,
  }
}

const days = live()
const events = days.flatMap((day) => day.events)

describe('createSimulation', () => {
  it('makes the same bytes from the same seed, and others from another', () => {
    expect(JSON.stringify(live())).toBe(JSON.stringify(days))
    expect(JSON.stringify(live({ seed: 2 }))).not.toBe(JSON.stringify(days))
  })

  it('tells the same of a day whenever it starts, however long it runs', () => {
    expect(live({ from: '2026-11-15' }, 2)).toEqual(days.slice(2))
    expect(live({}, 2)).toEqual(days.slice(0, 2))
  })

  it('tells the same of a market beside others', () => {
    const alone = live({ markets: NETWORK.slice(1, 2) })
    expect(alone[3]?.panel).toEqual(
      days[3]?.panel.filter(({ market }) => market === NETWORK[1]?.market)
    )
  })

  it('makes events that the door accepts as they are, in order', () => {
    const now = Date.parse('2026-11-20T12:00:00Z')
    const reader = createEventReader(
      { now, maxClockSkewMs: 0 },
      { caller: {}, hashUser: (id) => id }
    )
    expect(events.map(reader).filter((reading) => 'refusals' in reading)).toEqual([])
    const instants = events.map(({ timestamp }) => Date.parse(timestamp))
    expect(instants).toEqual(instants.toSorted((a, b) => a - b))
  })

  it('shows the same fares with and without events', () => {
    expect(live({ detail: 'panel' }).map(({ panel }) => panel)).toEqual(
      days.map(({ panel }) => panel)
    )
  })

  it('never sells more than there is, and accounts for all who asked', () => {
    for (const { departures, markets } of days) {
      for (const each of departures) {
        expect(each.booked).toBeGreaterThanOrEqual(0)
        expect(each.booked).toBeLessThanOrEqual(each.seats)
        expect(each.accepted + each.refused).toBe(each.wanted.leisure + each.wanted.business)
      }
      for (const { sought, booked, refused, left } of markets) {
        expect(booked + refused + left).toBe(sought)
      }
    }
  })
})
