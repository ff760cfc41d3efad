import { expect, test } from 'vitest'
import { answerTag, staleAnswers } from '../../../workers/http/answer-tags'
import { LIVE, TEST } from '../../build/scopes'
import { createFakeLog } from '../../fakes/log'

function cacheThat(invalidate: (tags: readonly string[]) => Promise<unknown>) {
  const deferred: Promise<unknown>[] = []
  const { log, lines } = createFakeLog()
  const cache = {
    async invalidate({ tags }: { tags?: string[] }) {
      await invalidate(tags ?? [])
      return { success: true, errors: [] }
    },
  }
  return {
    services: { cache, log, defer: (work: Promise<unknown>) => deferred.push(work) },
    deferred,
    lines,
  }
}

test('names a market of a scope without a slash, which would split a cache tag', () => {
  expect(answerTag('LIS-JFK', TEST, undefined)).toBe('sandbox-test-LIS-JFK')
  expect(answerTag('LIS-JFK', LIVE, undefined)).not.toBe(answerTag('LIS-JFK', TEST, undefined))
})

test("names a pool's market the same for all of its members, and as no account's", () => {
  const pool = { name: 'shared', members: ['ant', 'bee'] }
  const tag = answerTag('LIS-JFK', { account: 'ant', mode: 'test' }, pool)
  expect(tag).toBe('pool:shared-test-LIS-JFK')
  expect(answerTag('LIS-JFK', { account: 'bee', mode: 'test' }, pool)).toBe(tag)
})

test('invalidates the tags of the markets that moved, behind the answer', async () => {
  const seen: string[][] = []
  const { services, deferred } = cacheThat(async (tags) => {
    seen.push([...tags])
  })
  staleAnswers(services, ['sandbox/test/LIS-JFK', 'sandbox/test/LIS-MAD'])
  await Promise.all(deferred)
  expect(seen).toEqual([['sandbox-test-LIS-JFK', 'sandbox-test-LIS-MAD']])
})

test('calls no cache without one, nor for no markets', () => {
  const { services, deferred } = cacheThat(() => Promise.reject(new Error('called')))
  staleAnswers({ ...services, cache: undefined }, ['sandbox/test/LIS-JFK'])
  staleAnswers(services, [])
  expect(deferred).toEqual([])
})

test('logs a cache that cannot be reached and goes on', async () => {
  const { services, deferred, lines } = cacheThat(() => Promise.reject(new Error('no route')))
  staleAnswers(services, ['sandbox/test/LIS-JFK'])
  await Promise.all(deferred)
  expect(lines).toMatchObject([{ level: 'error', message: 'cached answers not marked stale' }])
})
