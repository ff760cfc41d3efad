import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import type { Sign } from '../../../models/anomaly/gate'
import { type Finding, incidentsOf } from '../../../pipelines/watch/incidents'

function findingOn(day: number, sign: Sign = 'jump', airline = 'TP'): Finding {
  return { scope: 'LIS-JFK/economy', airline, sign, at: day * DAY_MS, score: day }
}

test('findings a day apart are one incident, with the score of the strongest', () => {
  const [incident, ...others] = incidentsOf([findingOn(2), findingOn(1), findingOn(3)])
  expect(others).toEqual([])
  expect(incident).toMatchObject({ from: DAY_MS, to: 3 * DAY_MS, findings: 3, score: 3 })
})

test('a pause of more than a day, another sign and another airline begin another incident', () => {
  expect(incidentsOf([findingOn(1), findingOn(3)])).toHaveLength(2)
  expect(incidentsOf([findingOn(1), findingOn(1, 'frozen')])).toHaveLength(2)
  expect(incidentsOf([findingOn(1), findingOn(1, 'jump', 'DL')])).toHaveLength(2)
})
