import { expect, test } from 'vitest'
import { endLease, takeLease, withLease } from '../../../workers/storage/leases'
import { inNode } from '../in-node-database'

test('has one holder at a time, who may renew it', () =>
  inNode(async (db) => {
    expect(await takeLease(db, 'lake', 'a')).toBe(true)
    expect(await takeLease(db, 'lake', 'b')).toBe(false)
    expect(await takeLease(db, 'lake', 'a')).toBe(true)
    expect(await takeLease(db, 'ledger', 'b')).toBe(true)
  }))

test('goes to another once it is ended by its holder, or a minute after its renewal', () =>
  inNode(async (db, { simulation }) => {
    await takeLease(db, 'lake', 'a')
    await endLease(db, 'lake', 'b')
    expect(await takeLease(db, 'lake', 'b')).toBe(false)
    await endLease(db, 'lake', 'a')
    expect(await takeLease(db, 'lake', 'b')).toBe(true)
    await simulation.wait(62_000)
    expect(await takeLease(db, 'lake', 'c')).toBe(true)
  }))

test('runs work under a lease and ends it, also after a failure', () =>
  inNode(async (_, { connected }) => {
    const services = connected()
    const work = () =>
      withLease(services, 'lake', async () => {
        expect(await withLease(services, 'lake', async () => 'twice')).toBeUndefined()
        return 'once'
      })
    expect(await work()).toBe('once')
    const failing = withLease(services, 'lake', () => Promise.reject(new Error('no lake')))
    await expect(failing).rejects.toThrow('no lake')
    expect(await work()).toBe('once')
  }))

test('renews every ten seconds at most, and throws when another has taken over', () =>
  inNode(async (db, { connected, simulation, platform }) => {
    const outcome = withLease(connected(), 'lake', async (renew) => {
      const before = platform.calls.database
      await renew()
      expect(platform.calls.database).toBe(before)
      await simulation.wait(11_000)
      await renew()
      expect(platform.calls.database).toBe(before + 1)
      await simulation.wait(62_000)
      await takeLease(db, 'lake', 'another')
      await renew()
    })
    await expect(outcome).rejects.toThrow('Lease "lake" was lost')
  }))
