import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { keepSnapshot, readKeptSnapshot } from '../../../workers/decisions/snapshot-store'
import { connect } from '../../../workers/services'
import { LIVE, TEST } from '../../build/scopes'
import { fareGroupOf, snapshotOf } from '../../build/snapshots'
import { overriding } from '../../fakes/faults'
import { createFakeLog } from '../../fakes/log'

const services = connect(env, { defer: () => {} })

const aSnapshot = () => snapshotOf([fareGroupOf([{ inDays: 30, fare: 123_00 }])])

test('equal content has one key a scope, whichever isolate stores it', async () => {
  const [key, again, live] = [
    await keepSnapshot(aSnapshot(), TEST, services),
    await keepSnapshot(aSnapshot(), TEST, services),
    await keepSnapshot(aSnapshot(), LIVE, services),
  ]
  expect(again).toBe(key)
  expect(live).not.toBe(key)
})

test('reads a snapshot back at the clock of its decision', async () => {
  const snapshot = aSnapshot()
  const key = await keepSnapshot(snapshot, TEST, services)
  const at = snapshot.at + 5_000
  expect(await readKeptSnapshot(env.LAKE, key ?? '', at)).toEqual({ ...snapshot, at })
  expect(await readKeptSnapshot(env.LAKE, 'no such key', at)).toBeUndefined()
})

test('returns null and logs when the lake fails', async () => {
  const lake = overriding(env.LAKE, { put: () => Promise.reject(new Error('the lake is away')) })
  const { log, lines } = createFakeLog()
  expect(await keepSnapshot(aSnapshot(), TEST, { ...services, lake, log })).toBeNull()
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', market: 'LIS-JFK' }))
})
