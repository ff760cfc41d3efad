import { beforeAll, expect, test } from 'vitest'
import { ALL_SCOPES, putKeys } from '../../../build/keys'
import { addKeys, ask } from '../../../build/sandbox'

const OPERATOR = 'sk_live_operators'

beforeAll(async () => {
  await addKeys()
  const account = 'operators'
  await putKeys([{ id: 'o', key: OPERATOR, scopes: ALL_SCOPES, mode: 'live', account }])
})

async function metric(line: RegExp): Promise<number> {
  const answer = await ask('/metrics', { key: OPERATOR })
  expect(answer.status).toBe(200)
  return Number(line.exec(await answer.text())?.[1] ?? 0)
}

test('an operator reads OpenMetrics text that counts the requests before', async () => {
  const insights = /fareline_requests_total\{operation="GET \/v1\/markets",status="200"\} (\d+)/
  const before = await metric(insights)
  for (let request = 0; request < 3; request += 1) await ask('/v1/markets')
  expect(await metric(insights)).toBe(before + 3)
  const answer = await ask('/metrics', { key: OPERATOR })
  expect(answer.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1/)
  const text = await answer.text()
  expect(text.endsWith('# EOF\n')).toBe(true)
  expect(text).toMatch(/^fareline_database_size_bytes \d+$/m)
  expect(text).toMatch(/^fareline_dead_letters \d+$/m)
  expect(text).toMatch(/^fareline_slo_budget_left_ratio\{slo="availability"\} /m)
})

test('a path with an id is counted as its operation, and no id is in a metric', async () => {
  await ask('/v1/decisions/dec_of_somebody')
  const text = await (await ask('/metrics', { key: OPERATOR })).text()
  expect(text).toContain('operation="GET /v1/decisions/{id}",status="404"')
  expect(text).not.toContain('dec_of_somebody')
})

test('nobody else reads them', async () => {
  expect((await ask('/metrics')).status).toBe(403)
  expect((await ask('/metrics', { key: 'sk_test_nobody' })).status).toBe(401)
})
