import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import type { FaultLabel } from '../../../../pipelines/training/anomaly/inject-faults'
import { falseIncidents, foundFaults } from '../../../../pipelines/training/anomaly/judge-findings'
import type { Finding } from '../../../../pipelines/watch/incidents'

const SCOPE = 'LIS-JFK/economy'
const FAULT: FaultLabel = {
  kind: 'unit_error',
  scope: SCOPE,
  airline: 'TP',
  firstDay: 10,
  lastDay: 12,
  changed: 9,
}
const MONTH = { markets: 1, days: 30 }

function findingOn(day: number, airline = 'TP'): Finding {
  return { scope: SCOPE, airline, sign: 'jump', at: day * DAY_MS, score: 2 }
}

test('a fault is found by a finding on its airline and one of its days, and by no other', () => {
  expect(foundFaults([FAULT], [findingOn(12)])).toMatchObject({ faults: 1, found: 1 })
  expect(foundFaults([FAULT], [findingOn(13), findingOn(9)]).found).toBe(0)
  expect(foundFaults([FAULT], [findingOn(11, 'DL')]).found).toBe(0)
})

test('an incident during a fault or on the day prices come back is explained', () => {
  expect(falseIncidents([findingOn(13)], [FAULT], MONTH)).toBe(0)
  expect(falseIncidents([findingOn(14)], [FAULT], MONTH)).toBe(1)
  expect(falseIncidents([findingOn(1), findingOn(20)], [], { markets: 2, days: 15 })).toBe(2)
})

test('an alarm that never ends is counted every week', () => {
  const endless = Array.from({ length: 30 }, (_, day) => findingOn(day))
  expect(falseIncidents(endless, [], MONTH)).toBe(5)
})
