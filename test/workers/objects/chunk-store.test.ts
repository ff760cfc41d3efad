import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { packBatch } from '../../../pipelines/market/market-batch'
import { takeChanges } from '../../../pipelines/market/market-chunks'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import {
  type ChunkStorage,
  loadMarketState,
  storeChanges,
} from '../../../workers/objects/chunk-store'
import { AT, search } from '../../build/events'

test('loads no state from a storage without chunks, whatever else it holds', async () => {
  await inStorage('OPO-LIS', (storage) => {
    storage.kv.put('published_at', AT)
    expect(loadMarketState(storage)).toBeUndefined()
  })
})

test('loads the state whose changes were stored batch by batch', async () => {
  await inStorage('OPO-MAD', (storage) => {
    const state = createMarketState('LIS-JFK')
    for (let batch = 0; batch < 3; batch += 1) {
      const at = AT + batch * DAY_MS
      applyBatch(state, packBatch(`b${batch}`, [search({ id: `e${batch}`, at })]), at)
      storeChanges(storage, takeChanges(state))
    }
    const now = AT + 2 * DAY_MS
    const loaded = loadMarketState(storage)
    expect(loaded && snapshotOf(loaded, now)).toEqual(snapshotOf(state, now))
  })
})

test('deletes the chunks of what the market evicted', async () => {
  await inStorage('OPO-BCN', (storage) => {
    storage.kv.put('state/fares/gone', { fares: undefined })
    storeChanges(storage, { put: new Map(), remove: ['state/fares/gone'] })
    expect([...storage.kv.list({ prefix: 'state/' })]).toEqual([])
  })
})

test('a transaction that fails after storing leaves the chunks as they were', async () => {
  await inStorage('OPO-CDG', (storage) => {
    const state = createMarketState('LIS-JFK')
    applyBatch(state, packBatch('b', [search({ id: 'e' })]), AT)
    expect(() =>
      storage.transactionSync(() => {
        storeChanges(storage, takeChanges(state))
        throw new Error('the batch failed')
      })
    ).toThrow('the batch failed')
    expect(loadMarketState(storage)).toBeUndefined()
  })
})

function inStorage(
  market: string,
  use: (storage: ChunkStorage & Pick<DurableObjectStorage, 'transactionSync'>) => void
): Promise<void> {
  const object = env.MARKETS.getByName(`sandbox/test/${market}`)
  return runInDurableObject(object, (_, { storage }) => use(storage))
}
