import { expect, test } from 'vitest'
import contract from '../../../openapi.json'
import { isWrite, workKind } from '../../../workers/metering/work-kind'

const OPERATIONS = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
)

test('only these operations are a POST that changes nothing', () => {
  const posts = OPERATIONS.filter((operation) => !operation.startsWith('GET '))
  expect(posts.filter((operation) => !isWrite(operation)).sort()).toEqual([
    'POST /v1/decisions/{id}:replay',
    'POST /v1/price-insights:batch',
    'POST /v1/price-predictions',
    'POST /v1/quotes:check',
    'POST /v1/security/oauth2/token',
    'POST /v2/shopping/flight-offers/prediction',
  ])
})

test('health is free, so that it answers under load', () => {
  expect(workKind('GET /health')).toBe('free')
})

test('an operation that nobody listed changes something', () => {
  expect(workKind('PATCH /v1/new')).toBe('write')
})
