import { expect, test } from 'vitest'
import { allowedMethods } from '../../../workers/http/methods'

const ROUTES = [
  { method: 'ALL', path: '*' },
  { method: 'GET', path: '/v1/dead-letters' },
  { method: 'POST', path: '/v1/dead-letters' },
  { method: 'GET', path: '/v1/dead-letters' },
  { method: 'DELETE', path: '/v1/keys/:id' },
]

test('lists the methods of a path once each, in order', () => {
  expect(allowedMethods(ROUTES, '/v1/dead-letters')).toEqual(['GET', 'POST'])
  expect(allowedMethods(ROUTES, '/v1/keys/key_1')).toEqual(['DELETE'])
})

test('finds none where middleware alone matches', () => {
  expect(allowedMethods(ROUTES, '/v1/unknown')).toEqual([])
  expect(allowedMethods([], '/v1/dead-letters')).toEqual([])
})
