/** A short run of the fuzzer over the whole contract, and its oracles. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readContract } from '../../tools/fuzz/contract'
import { fuzzRequest } from '../../tools/fuzz/fuzz-request'
import { type FuzzAnswer, fuzz, judge } from '../../tools/fuzz/fuzz-run'
import { freePort } from '../../tools/server/free-port'
import { SANDBOX_KEY } from '../../tools/server/local-state'
import { type Server, startServer } from '../../tools/server/server'

const contract = readContract(JSON.parse(readFileSync('openapi.json', 'utf8')))

describe('a short run', () => {
  let state: string
  let server: Server
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'fareline-fuzz-'))
    server = await startServer(await freePort(0), state)
  })
  afterAll(async () => {
    await server.stop()
    await rm(state, { recursive: true })
  })

  test('over every operation finds no 5xx, no hang and no answer above its cost', async () => {
    const requests = 12 * contract.operations.length
    const report = await fuzz(contract, {
      url: server.url,
      key: SANDBOX_KEY,
      seed: 2,
      first: 0,
      requests,
    })
    expect(report.findings).toEqual([])
    expect(report.operations).toHaveLength(contract.operations.length)
    const accepted = report.operations.filter(({ statuses }) => statuses.has('2xx'))
    expect(accepted.length).toBeGreaterThan(15)
  })
})

test('the same seed and number draw the same request', () => {
  for (const number of [0, 7, 999]) {
    const request = fuzzRequest(contract, 3, number, 'k')
    expect(fuzzRequest(contract, 3, number, 'k')).toEqual(request)
    expect(fuzzRequest(contract, 4, number, 'k')).not.toEqual(request)
  }
})

describe('the oracles object to', () => {
  const request = {
    operation: 'GET /x',
    method: 'GET',
    path: '/x',
    headers: {},
    body: undefined,
  }
  const good: FuzzAnswer = {
    status: 200,
    type: 'application/json',
    bytes: 100,
    workerMs: 5,
    text: '',
  }
  test.each<[string, FuzzAnswer]>([
    ['a 5xx', { ...good, status: 500 }],
    ['a refusal that is no problem', { ...good, status: 404, type: 'text/html' }],
    ['work that is too much for its request', { ...good, workerMs: 400 }],
    ['an answer that is too long for its request', { ...good, bytes: 700_000 }],
    ['a hang', { failed: 'TimeoutError' }],
  ])('%s', (_, answer) => {
    expect(judge(request, good)).toEqual([])
    expect(judge(request, answer)).toHaveLength(1)
  })
})
