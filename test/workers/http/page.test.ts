import { expect, test } from 'vitest'
import { pageOf } from '../../../workers/http/page'

const entries = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at + 1 }))
const read = (count: number, query = {}) =>
  pageOf(entries(count), '/v1/things', { limit: 3, ...query }, ({ id }) => id)

test('a list within its limit is one page without a link', () => {
  expect(read(3)).toEqual({ page: entries(3), links: {} })
  expect(read(0)).toEqual({ page: [], links: {} })
})

test('the entry beyond the limit is left out, and the link goes on after the last one shown', () => {
  const { page, links } = read(4)
  expect(page).toEqual(entries(3))
  expect(links).toEqual({ next: '/v1/things?limit=3&after=3' })
})

test('the link repeats the query, without what was not sent and with the new place', () => {
  const { links } = read(4, { status: 'a b', after: 9, table: undefined })
  expect(links.next).toBe('/v1/things?limit=3&status=a+b&after=3')
})
