import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CauseFinding } from '../../../../pipelines/watch/causes/cause-finding'
import { followIncidents } from '../../../../pipelines/watch/causes/follow-incidents'
import { type Incident, QUIET_MS } from '../../../../pipelines/watch/causes/incident'
import { AT, aFinding, anIncident } from '../../../build/incidents'

const HOUR = 3_600_000

function follow(open: readonly Incident[], findings: readonly CauseFinding[], now = AT) {
  let ids = 0
  return followIncidents(open, findings, now, () => {
    ids += 1
    return `new_${ids}`
  })
}

test('markets with the same cause at one airline are one incident, and more urgent', () => {
  const markets = ['LIS-JFK', 'LIS-BOS', 'OPO-EWR']
  const [incident, ...others] = follow(
    [],
    markets.map((market) => aFinding({ market }))
  )
  expect(others).toEqual([])
  expect(incident?.parts.map(({ market }) => market)).toEqual(markets)
  expect(incident?.severity).toBe('P1')
  expect(anIncident().severity).toBe('P2')
})

test('another airline, another family and another class elsewhere are other incidents', () => {
  expect(follow([], [aFinding(), aFinding({ airline: 'DL' })])).toHaveLength(2)
  expect(follow([], [aFinding(), aFinding({ family: 'presence' })])).toHaveLength(2)
  const elsewhere = aFinding({ market: 'LIS-BOS', class: 'missing_tax' })
  expect(follow([], [aFinding(), elsewhere])).toHaveLength(2)
})

test('whole markets are joined where they share an airport and move the same way', () => {
  const demand = (market: string, actual: number) =>
    aFinding({ market, airline: undefined, family: 'demand', class: 'demand_shock', actual })
  expect(follow([], [demand('LIS-JFK', 900), demand('JFK-BOS', 900)])).toHaveLength(1)
  expect(follow([], [demand('LIS-JFK', 900), demand('OPO-BOS', 900)])).toHaveLength(2)
  expect(follow([], [demand('LIS-JFK', 900), demand('LIS-BOS', 10)])).toHaveLength(2)
})

test('the class is that of the heaviest evidence of all markets', () => {
  const first = anIncident([aFinding({ class: 'data_error', weight: 1 })])
  const [changed] = follow([first], [aFinding({ class: 'decimal_error', weight: 6 })])
  expect([changed?.id, changed?.class]).toEqual(['inc_1', 'decimal_error'])
})

test('what is not seen for 36 hours is resolved, and what comes later is another incident', () => {
  const open = anIncident()
  expect(follow([open], [], AT + QUIET_MS)).toEqual([])
  const [over] = follow([open], [], AT + QUIET_MS + 1)
  expect([over?.state, over?.resolvedAt]).toEqual(['resolved', AT + QUIET_MS])
  const later = AT + QUIET_MS + HOUR
  const changed = follow([open], [aFinding({ at: later })], later)
  expect(changed.map(({ id, state }) => [id, state])).toEqual([
    ['inc_1', 'resolved'],
    ['new_1', 'open'],
  ])
})

test('a finding that is over opens nothing', () => {
  expect(follow([], [aFinding()], AT + QUIET_MS + 1)).toEqual([])
})

const someFindings = fc.array(
  fc
    .record({
      market: fc.constantFrom('LIS-JFK', 'LIS-BOS', 'OPO-EWR'),
      airline: fc.constantFrom('TP', 'DL', undefined),
      family: fc.constantFrom('price' as const, 'demand' as const),
      hours: fc.integer({ min: 0, max: 30 }),
      weight: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ hours, ...rest }) => aFinding({ ...rest, at: AT + hours * HOUR })),
  { maxLength: 20 }
)

test('the same findings again change nothing, and each finding is in one incident', () => {
  fc.assert(
    fc.property(someFindings, (findings) => {
      const now = AT + 30 * HOUR
      const incidents = follow([], findings, now)
      expect(follow(incidents, findings, now)).toEqual([])
      for (const { market, airline, family } of findings) {
        const homes = incidents.filter(
          (each) =>
            each.airline === airline &&
            each.family === family &&
            each.parts.some((part) => part.market === market)
        )
        expect(homes).toHaveLength(1)
      }
    })
  )
})
