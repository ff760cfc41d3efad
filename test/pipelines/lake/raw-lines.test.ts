import { expect, test } from 'vitest'
import { LINE_SCHEMA, lineOf } from '../../../pipelines/events/event-line'
import { readRawLines } from '../../../pipelines/lake/raw-lines'
import { bookingOf, searchOf } from '../../build/curated-events'

test('reads the lines around a bad one and reports its reason', () => {
  const { events, bad } = readRawLines(
    [lineOf(searchOf()), '{"type":"sea', lineOf(bookingOf()), ''].join('\n')
  )
  expect(events.map(({ id }) => id)).toEqual(['s-1', 'b-1'])
  expect(bad).toMatchObject([{ line: '{"type":"sea', reason: expect.stringContaining('raw line') }])
})

test('a line of a later schema is not bad: it waits for code that can read it', () => {
  const later = JSON.stringify({ ...JSON.parse(lineOf(searchOf())), schema: LINE_SCHEMA + 1 })
  expect(readRawLines(later)).toEqual({ events: [], bad: [], newer: 1 })
})
