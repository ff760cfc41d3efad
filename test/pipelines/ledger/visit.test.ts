import { expect, test } from 'vitest'
import { DAY_MS, dayOf } from '../../../models/airline/calendar'
import type { Claims } from '../../../pipelines/events/claims'
import { type OpenDecision, visitDecision } from '../../../pipelines/ledger/visit'
import { fareGroupOf, NOW, snapshotOf, TODAY } from '../../build/snapshots'

const DEPARTS_IN = 40
const CLAIMS: Claims = {
  fares: { cabin: 'economy', roundTrip: false, currency: 'EUR' },
  interval: { model: 'fare@v1', level: 0.8, lowMinor: 90_00, midMinor: 100_00, highMinor: 110_00 },
}
const OPEN: OpenDecision = {
  market: 'LIS-JFK',
  at: NOW,
  departureDate: dayOf(TODAY + DEPARTS_IN),
  claims: CLAIMS,
  daysOut: '30-59',
  models: ['fare@v1'],
  settledThrough: NOW,
  path: [],
  verdicts: [],
}

/** The market so many days after the decision; the median of that day is 10 above its lowest fare. */
function marketAfter(days: number, fare: number, roundTrip = false) {
  const seen = { inDays: DEPARTS_IN, daysAgo: -days, fare }
  return snapshotOf([fareGroupOf([seen], { roundTrip })])
}

test('a visit before a claim is due adds the fares seen and settles nothing', () => {
  const at = NOW + DAY_MS
  const visited = visitDecision(OPEN, marketAfter(1, 95_00), at)
  expect(visited).toMatchObject({ state: 'open', verdicts: [], settled: { verdicts: [] } })
  expect(visited.dueAt).toBeGreaterThan(at)
  expect(visited.path).toMatchObject([{ day: TODAY + 1, lowestMinor: 95_00 }])
  expect(visited.settled.finished).toBeUndefined()
})

test('the visit after its last claim finishes a decision, with its models', () => {
  const at = NOW + 10 * DAY_MS
  const visited = visitDecision(OPEN, marketAfter(1, 95_00), at)
  expect(visited).toMatchObject({
    state: 'settled',
    dueAt: undefined,
    path: undefined,
    verdicts: [{ measure: 'interval', state: 'settled', hit: true }],
    settled: { market: 'LIS-JFK', finished: { state: 'settled', models: ['fare@v1'] } },
  })
})

test('a claim without fares of its group in time is censored', () => {
  const at = NOW + 10 * DAY_MS
  for (const snapshot of [undefined, marketAfter(1, 95_00, true)]) {
    const visited = visitDecision(OPEN, snapshot, at)
    expect(visited).toMatchObject({
      state: 'censored',
      settled: { finished: { state: 'censored' } },
    })
  }
})

test('a claim settled by an earlier visit is neither settled again nor lost', () => {
  const at = NOW + 10 * DAY_MS
  const [verdict] = visitDecision(OPEN, marketAfter(1, 95_00), at).verdicts
  if (!verdict) throw new Error('nothing was settled')
  const again = { ...OPEN, settledThrough: at, verdicts: [verdict] }
  const visited = visitDecision(again, undefined, at + DAY_MS)
  expect(visited.verdicts).toEqual([verdict])
  expect(visited.settled.verdicts).toEqual([])
  expect(visited.state).toBe('settled')
})
