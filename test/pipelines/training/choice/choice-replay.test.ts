import { expect, it } from 'vitest'
import type { ClickEvent, Event, SearchEvent } from '../../../../pipelines/events/event'
import { replayChoices } from '../../../../pipelines/training/choice/choice-replay'

const HOUR_MS = 3_600_000
const offers = ['LH', 'BA', 'AF'].map((airline, place) => ({
  airline,
  flightNumber: `${airline}1`,
  amountMinor: 10_000 + place,
  departureAt: `2026-03-01T0${place}:00:00`,
}))

function search(id: string, at: number): SearchEvent {
  const trip = { market: 'FRA-LHR', departureDate: '2026-03-01', cabin: 'economy' } as const
  const base = { passengers: 1, currency: 'EUR', shopper: { userHash: 'a' } }
  return { ...trip, ...base, type: 'search', id, at, receivedAt: at, offers }
}

function click(searchId: string, at: number, place: number): ClickEvent {
  const { offers: shown, ...trip } = search(searchId, at)
  const offer = shown[place]
  if (!offer) throw new Error(`no offer at ${place}`)
  return { ...trip, type: 'click', id: `${searchId}-click`, searchId, offer }
}

const replay = (events: readonly Event[]) => [...replayChoices(events, () => false)]

it('reports the choice of each slate, or none', () => {
  const sessions = replay([search('one', 0), search('two', 1), click('one', 2, 1)])
  expect(sessions.map(({ id, taken, booked }) => [id, taken, booked])).toEqual([
    ['one', 1, false],
    ['two', undefined, false],
  ])
})

it('does not include later choices in affinities', () => {
  const [first, second] = [search('one', 0), search('two', 2)]
  const after = replay([first, click('one', 1, 1), second, click('two', 3, 1)])
  const without = replay([first, second])
  expect(after[0]?.values).toEqual(without[0]?.values)
  const liked = after[1]?.values.map(({ affinity_user_airline: liking }) => Number(liking))
  expect(liked?.[1]).toBeGreaterThan(liked?.[0] ?? Number.NaN)
  const cut = replay([first, click('one', 1, 1), second])
  expect(cut[1]?.values).toEqual(after[1]?.values)
})

it('ignores clicks and bookings hours later', () => {
  const late = [search('one', 0), search('two', 4 * HOUR_MS), click('one', 4 * HOUR_MS + 1, 0)]
  expect(replay(late)[0]?.taken).toBeUndefined()
})

it('only updates affinities before the first reported session', () => {
  const events = [search('one', 0), click('one', 1, 1), search('two', 2), click('two', 3, 1)]
  const choices = [...replayChoices(events, () => false, 2)]
  expect(choices.map(({ id }) => id)).toEqual(['two'])
  expect(choices[0]?.values).toEqual(replay(events)[1]?.values)
})
