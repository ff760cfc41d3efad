import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packMessages } from '../../../pipelines/events/message'
import { rawPrefix } from '../../../pipelines/lake/keys'
import { storeRaw } from '../../../workers/ingest/raw-store'
import { listAll } from '../../../workers/lake/walk'
import { type Delivery, deliveryOf } from '../../../workers/queue/delivery'
import type { Services } from '../../../workers/services'
import { recordProgress } from '../../../workers/storage/receipt-rows'
import { search } from '../../build/events'
import { LIVE, TEST } from '../../build/scopes'
import { START } from '../../fakes/simulated'
import { inWorld } from '../in-world'

function delivery(id: string, attempts = 1, scope = TEST): Delivery {
  const about = { receiptId: id, scope, receivedAt: START }
  const [body] = packMessages(about, [search({ id })])
  return deliveryOf({ body, attempts } as unknown as Message)
}

async function idsInLake(lake: R2Bucket, scope = TEST): Promise<string[]> {
  const objects = await listAll(lake, rawPrefix(scope))
  const texts = await Promise.all(
    objects.map(async ({ key }) => {
      const bytes = await (await lake.get(key))?.arrayBuffer()
      const packed = new Uint8Array(bytes ?? new ArrayBuffer(0))
      return new TextDecoder().decode(gunzipSync(packed, { maxOutputLength: 1_000_000 }))
    })
  )
  const lines = texts.flatMap((text) => text.trim().split('\n'))
  return lines.map((line) => JSON.parse(line).id).sort()
}

const failingPut = (lake: R2Bucket): R2Bucket =>
  new Proxy(lake, {
    get: (target, name) => {
      if (name === 'put') return () => Promise.reject(new Error('no lake'))
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

test('writes a batch as one object of each scope', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    const batch = [delivery('a'), delivery('b'), delivery('c', 1, LIVE)]
    const claims = await storeRaw(services, batch)
    expect([...claims.keys()].sort()).toEqual(['a-0000', 'b-0000', 'c-0000'])
    expect(await listAll(services.lake, rawPrefix(TEST))).toHaveLength(1)
    expect(await idsInLake(services.lake)).toEqual(['a', 'b'])
    expect(await idsInLake(services.lake, LIVE)).toEqual(['c'])
  }))

test('stores a message once, in whatever company it comes again', () =>
  inWorld(async ({ connected }) => {
    const services = connected()
    await storeRaw(services, [delivery('a'), delivery('b')])
    const claims = await storeRaw(services, [delivery('b', 2), delivery('c')])
    expect([...claims.keys()].sort()).toEqual(['b-0000', 'c-0000'])
    expect(await idsInLake(services.lake)).toEqual(['a', 'b', 'c'])
  }))

test('writes nothing for a message that is known to be stored', () =>
  inWorld(async ({ connected, platform }) => {
    const services = connected()
    await storeRaw(services, [delivery('a')])
    await recordProgress(services.db, [{ id: 'a-0000', stored: 1, counted: 1, repeated: 0 }])
    const before = platform.calls.lake
    expect((await storeRaw(services, [delivery('a', 2)])).get('a-0000')).toMatchObject({
      counted: 1,
    })
    expect(platform.calls.lake).toBe(before)
  }))

test('gives a message whose object never came to be a new one, at its second delivery', () =>
  inWorld(async ({ connected, lines }) => {
    const services: Services = connected()
    const broken = { ...services, lake: failingPut(services.lake) }
    expect((await storeRaw(broken, [delivery('a'), delivery('b')])).size).toBe(0)
    expect(lines).toMatchObject([{ message: 'raw object not written' }])
    // The claim of another batch may be in writing at this moment.
    expect((await storeRaw(services, [delivery('a')])).size).toBe(0)
    expect((await storeRaw(services, [delivery('a', 2)])).size).toBe(1)
    expect(await idsInLake(services.lake)).toEqual(['a'])
  }))
