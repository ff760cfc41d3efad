import { expect, test } from 'vitest'
import { incidentReason } from '../../../../pipelines/watch/causes/reason'
import { aFinding, anIncident } from '../../../build/incidents'

test('a reason names airline, market, cause and the strongest finding', () => {
  expect(incidentReason(anIncident())).toBe(
    'TP in LIS-JFK: fares far below their level on a few departures: LIS-JFK 40 against 400 EUR, departure 2026-12-20'
  )
})

test('several markets are counted, and a finding without values names its sign', () => {
  const findings = ['LIS-JFK', 'LIS-BOS'].map((market) =>
    aFinding({ market, actual: undefined, expected: undefined, scope: '' })
  )
  expect(incidentReason(anIncident(findings))).toContain('TP in 2 markets')
  expect(incidentReason(anIncident(findings))).toMatch(/LIS-JFK off_level$/)
})
