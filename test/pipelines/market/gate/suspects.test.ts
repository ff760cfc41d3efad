import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import {
  MAX_SUSPECTS,
  OPEN_MS,
  openSuspects,
  type Sighting,
  type Suspects,
  sight,
} from '../../../../pipelines/market/gate/suspects'
import { AT } from '../../../build/events'

test('one sender that repeats a price within a day confirms nothing', () => {
  const suspects: Suspects = new Map()
  for (let minute = 0; minute < 50; minute += 1) {
    expect(sight(suspects, sighting({ at: AT + minute * 60_000 }))).toBe(false)
  }
  expect(openSuspects(suspects, AT + DAY_MS)).toMatchObject([{ sightings: 50, lowestMinor: 4_000 }])
})

test('another sender confirms a price, whose sightings differ by taxes', () => {
  const suspects: Suspects = new Map()
  sight(suspects, sighting({}))
  expect(sight(suspects, sighting({ sender: 'ndc', amountMinor: 4_400 }))).toBe(true)
  expect(sight(suspects, sighting({}))).toBe(true)
  expect(openSuspects(suspects, AT)).toEqual([])
})

test('one sender confirms a price that it shows on eight days, longer than feeds are broken', () => {
  const suspects: Suspects = new Map()
  const confirmed = [0, 1, 2, 3, 4, 5, 6, 7].map((days) =>
    sight(suspects, sighting({ at: AT + days * DAY_MS }))
  )
  expect(confirmed.indexOf(true)).toBe(7)
})

test('a sighting of another departure, airline or price confirms nothing', () => {
  const suspects: Suspects = new Map()
  sight(suspects, sighting({}))
  for (const other of [{ departureDay: 20_601 }, { airline: 'DL' }, { amountMinor: 8_000 }]) {
    expect(sight(suspects, sighting({ ...other, sender: 'ndc' }))).toBe(false)
  }
  expect(openSuspects(suspects, AT).length).toBe(4)
})

test('a suspect closes two days after its last sighting, and the stalest makes room', () => {
  const suspects: Suspects = new Map()
  for (let day = 0; day <= MAX_SUSPECTS; day += 1) {
    sight(suspects, sighting({ departureDay: 20_600 + day, at: AT + day }))
  }
  expect(suspects.size).toBe(MAX_SUSPECTS)
  const open = openSuspects(suspects, AT + OPEN_MS + 60)
  expect(open.map(({ departureDay }) => departureDay)).toEqual([
    20_664, 20_663, 20_662, 20_661, 20_660,
  ])
})

test('a suspect is unknown before its first sighting', () => {
  const suspects: Suspects = new Map()
  sight(suspects, sighting({}))
  expect(openSuspects(suspects, AT - 1)).toEqual([])
})

function sighting(changes: Partial<Sighting>): Sighting {
  return {
    departureDay: 20_600,
    airline: 'TP',
    doubt: 'jump',
    expectedMinor: 40_000,
    at: AT,
    sender: '',
    amountMinor: 4_000,
    ...changes,
  }
}
