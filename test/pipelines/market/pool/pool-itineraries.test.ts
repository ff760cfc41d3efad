import { expect, test } from 'vitest'
import { itinerariesOf, lowestDays } from '../../../../pipelines/market/groups/itinerary-fares'
import { poolSnapshots } from '../../../../pipelines/market/pool/pool-snapshot'
import { observedBy } from '../../../build/pooled'
import { inDays } from '../../../build/snapshots'

function lowestOf(airline: string, ...senders: Parameters<typeof observedBy>[1][]) {
  const market = poolSnapshots(senders.map((each, at) => observedBy(`${at}`, each)))
  const [group] = market?.fareGroups ?? []
  if (!group) return undefined
  const { kinds, byKind } = itinerariesOf(group)
  const found = lowestDays(byKind, ({ kind }) => kinds[kind]?.airline === airline)
  return found[inDays(40)]?.[0]
}

test('joins the fares of one kind, whatever number each sender gave it', () => {
  const a = [
    { priceMinor: 41_000, airline: 'AA' },
    { priceMinor: 40_000, airline: 'TP' },
  ]
  const b = [{ priceMinor: 39_000, airline: 'TP' }]
  expect(lowestOf('TP', a, b)).toMatchObject({ lowestMinor: 39_000, count: 2 })
  expect(lowestOf('AA', a, b)).toMatchObject({ lowestMinor: 41_000, count: 1 })
})

test('an airline that one of four invents is never below the fare of the day that they share', () => {
  const honest = [{ priceMinor: 40_000, airline: 'TP' }]
  const invented = [{ priceMinor: 900, airline: 'XX' }]
  expect(lowestOf('XX', honest, honest, honest, invented)?.lowestMinor).toBe(40_000)
})
