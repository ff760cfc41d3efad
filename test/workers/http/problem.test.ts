import { beforeAll, expect, test } from 'vitest'
import { addKeys, ask } from '../../build/sandbox'

beforeAll(addKeys)

test('a body with thousands of faults names the first hundred and counts all', async () => {
  const response = await ask('/v1/api-keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'k',
      account: 'a',
      mode: 'test',
      scopes: new Array(5_000).fill(1),
    }),
  })
  expect(response.status).toBe(400)
  const problem = await response.json<{ detail: string; errors: unknown[]; error_count: number }>()
  expect(problem.detail.length).toBeLessThan(2_000)
  expect(problem.errors).toHaveLength(100)
  expect(problem.error_count).toBeGreaterThanOrEqual(5_000)
})
