import { expect, test } from 'vitest'
import {
  codeOf,
  EXPLANATION_CODES,
  textOf,
} from '../../../../pipelines/answers/price-insight/explanation-codes'
import { FEATURES } from '../../../../pipelines/features/fare/fare-features'

test('every feature explains by one code', () => {
  expect(FEATURES.filter(({ name }) => codeOf(name) === 'other')).toEqual([])
})

test('returns a text for every code, with any values missing', () => {
  for (const code of EXPLANATION_CODES) {
    expect(textOf(code, {})).toMatch(/\w/)
    const known = {
      market: 'LIS-JFK',
      great_circle_km: 5400.4,
      days_to_departure: 30,
      airline: 'TP',
      cabin: 'economy',
    }
    expect(textOf(code, known)).not.toContain('undefined')
  }
})
