import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createBoundedMap } from '../../../models/runtime/bounded-map'
import { cachedValue, publishValue } from '../../../workers/answering/cached-value'
import { connect } from '../../../workers/services'

const Schema = z.object({ n: z.number() })

test('the first answer goes without the value, the next has it, and a published one is there at once', async () => {
  await env.SNAPSHOTS.put('value', JSON.stringify({ n: 1 }))
  const deferred: Promise<unknown>[] = []
  const services = connect(env, { now: 0, defer: (work) => void deferred.push(work) })
  const values = createBoundedMap<
    string,
    { value: z.infer<typeof Schema> | undefined; askAgainAt: number }
  >(2)
  const read = () => cachedValue(services, values, 'value', Schema)
  expect(read()).toBeUndefined()
  await Promise.all(deferred)
  expect(read()).toEqual({ n: 1 })
  await publishValue(services, values, 'value', { n: 2 })
  expect(read()).toEqual({ n: 2 })
  await publishValue(services, values, 'value', undefined)
  expect(read()).toBeUndefined()
  expect(await env.SNAPSHOTS.get('value')).toBeNull()
})
