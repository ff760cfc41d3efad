import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { readMarketSnapshot } from '../../../workers/answering/snapshots'
import { connect, type Services } from '../../../workers/services'
import { observe } from '../../build/observed-markets'
import { NOW } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'

const now = Date.parse(NOW)

function servicesWith(changes: Partial<Services> = {}): Services {
  return { ...connect(env, { now: now, defer: () => {} }), ...changes }
}

beforeAll(() => observe('SZZ-OSL', 40_00))

test('reads the market object at first, then the memory of the isolate', async () => {
  const first = await readMarketSnapshot('SZZ-OSL', TEST, servicesWith({ objectDeadlineMs: 5_000 }))
  expect(first.source).toBe('object')
  const again = await readMarketSnapshot('SZZ-OSL', TEST, servicesWith())
  expect(again).toEqual({ snapshot: first.snapshot, source: 'memory' })
})

test('reads another object for each scope', async () => {
  const live = await readMarketSnapshot('SZZ-OSL', LIVE, servicesWith({ objectDeadlineMs: 5_000 }))
  expect(live.snapshot?.fareGroups ?? []).toEqual([])
})

test('a market that cannot be reached is answered by the baseline', async () => {
  const broken = () => Promise.reject(new Error('the platform is away'))
  const markets = overriding(env.MARKETS, { getByName: () => ({ snapshot: broken }) })
  const snapshots = overriding(env.SNAPSHOTS, { get: broken })
  const read = await readMarketSnapshot('SZZ-BGO', TEST, servicesWith({ markets, snapshots }))
  expect(read).toEqual({ snapshot: undefined, source: 'baseline' })
})
