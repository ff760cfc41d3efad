import { expect, test } from 'vitest'
import { type InsightInputMarks, isSameInput } from '../../../workers/isolate/insight-marks'

const marks: InsightInputMarks = {
  version: 1,
  day: 20_000,
  fares: {},
  searches: {},
  quarantine: undefined,
  fareModel: 'fare@1',
  outlookModel: 'outlook@1',
  prior: undefined,
  summary: {},
  recalibration: {},
  rates: [{}, {}],
}

test('any other input is another answer', () => {
  expect(isSameInput(marks, { ...marks, rates: [...(marks.rates ?? [])] })).toBe(true)
  const changes: Partial<InsightInputMarks>[] = [
    { version: 2 },
    { day: 20_001 },
    { fares: {} },
    { searches: {} },
    { quarantine: {} },
    { fareModel: 'fare@2' },
    { outlookModel: 'outlook@2' },
    { prior: {} },
    { summary: {} },
    { recalibration: {} },
    { rates: [{}, {}] },
    { rates: marks.rates?.slice(1) },
    { rates: undefined },
  ]
  expect(Object.keys(marks).every((name) => changes.some((each) => name in each))).toBe(true)
  for (const change of changes) expect(isSameInput(marks, { ...marks, ...change })).toBe(false)
})
