import { expect, test } from 'vitest'
import { summaryOf } from '../../../workers/http/fault-text'

const fault = (name: string) => ({
  pointer: `/${name}`,
  location: 'query' as const,
  detail: 'is missing',
})

test('names each field with its fault', () => {
  expect(summaryOf([fault('origin'), fault('cabin')])).toBe('origin is missing; cabin is missing')
})

test('leaves no blank where a fault belongs to the request as a whole', () => {
  const whole = { pointer: '', location: 'body' as const, detail: 'must be JSON' }
  expect(summaryOf([whole])).toBe('must be JSON')
})

test('counts faults beyond ten', () => {
  const faults = Array.from({ length: 12 }, (_, at) => fault(`f${at}`))
  const text = summaryOf(faults)
  expect(text.split('; ')).toHaveLength(11)
  expect(text).toMatch(/f9 is missing; and 2 more$/)
  expect(summaryOf(faults.slice(0, 10))).not.toContain('more')
  expect(summaryOf([])).toBe('')
})
