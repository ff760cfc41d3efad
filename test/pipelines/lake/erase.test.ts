import { expect, test } from 'vitest'
import { eventOf, lineOf } from '../../../pipelines/events/event-line'
import { tableNamed } from '../../../pipelines/lake/curated/tables'
import { eraseRows, eraseText } from '../../../pipelines/lake/erase'
import { searchOf } from '../../build/curated-events'

const users = tableNamed('user_context')
const HASH = 'q1w2e3r4t5y6u7i8o9p0aa'
const mine = searchOf({ shopper: { country: 'PT', userHash: HASH } })

test('a line without its user makes the row that erasing the row makes', () => {
  const { rest, found } = eraseText(lineOf(mine), [HASH, 'another'])
  expect(found).toEqual([HASH])
  expect(rest).not.toContain(HASH)
  const rows = eraseRows(users.rowsOf(mine), [HASH, 'another'])
  expect(rows.found).toEqual([HASH])
  expect(users.rowsOf(eventOf(rest))).toEqual(rows.rest)
})

test('where the user is not, everything is as it was', () => {
  const line = lineOf(mine)
  expect(eraseText(line, ['another'])).toEqual({ rest: line, found: [] })
  expect(eraseRows(users.rowsOf(mine), ['another'])).toEqual({
    rest: users.rowsOf(mine),
    found: [],
  })
})
