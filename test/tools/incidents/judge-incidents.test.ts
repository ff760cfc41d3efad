import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import type { FaultLabel } from '../../../pipelines/training/anomaly/inject-faults'
import { judgeIncidents } from '../../../tools/incidents/judge-incidents'
import { aFinding, anIncident } from '../../build/incidents'

const DAY = 20_000
const period = { markets: 2, firstDay: DAY, days: 30 }
const on = (day: number, changes: object = {}) =>
  anIncident([aFinding({ at: (DAY + day) * DAY_MS, ...changes })])

function fault(changes: Partial<FaultLabel> = {}): FaultLabel {
  return {
    kind: 'missing_digit',
    scope: 'LIS-JFK',
    airline: 'TP',
    firstDay: DAY + 3,
    lastDay: DAY + 4,
    changed: 5,
    ...changes,
  } as FaultLabel
}

test('a fault is found by an incident of its airline and market on one of its days', () => {
  expect(judgeIncidents([on(4)], [fault()], period)).toMatchObject({
    faults: 1,
    found: 1,
    classed: 1,
    precision: 1,
    falseIncidents: 0,
  })
  expect(judgeIncidents([on(5)], [fault()], period)).toMatchObject({ found: 0, precision: 1 })
  expect(judgeIncidents([on(4, { airline: 'DL' })], [fault()], period)).toMatchObject({ found: 0 })
})

test('another class is found and not rightly classed', () => {
  const wrong = on(4, { class: 'feed_outage' })
  expect(judgeIncidents([wrong], [fault()], period)).toMatchObject({ found: 1, classed: 0 })
})

test('an incident that no fault explains is false, counted a market and month', () => {
  const figures = judgeIncidents([on(4), on(12)], [fault()], period)
  expect(figures.precision).toBe(0.5)
  expect(figures.falseIncidents).toBe(0.5)
  expect(figures.falseClasses).toEqual({ mistake_fare: 1 })
})

test('what happened while the feed was learned counts for nothing', () => {
  const early = fault({ firstDay: DAY - 3, lastDay: DAY - 2 })
  expect(judgeIncidents([on(-3)], [early], period)).toMatchObject({ faults: 0, incidents: 0 })
})
