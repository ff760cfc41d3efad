import { expect, test } from 'vitest'
import { rankOffers } from '../../../workers/answering/rank-offers'
import { TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const CALL = { id: 'rnk_1', market: 'LIS-JFK', offers: [], options: {} } as never

/** A namespace whose object answers as `rank` does. */
const travellers = (rank: () => Promise<unknown>, names: string[] = []) =>
  ({
    getByName(name: string) {
      names.push(name)
      return { rank }
    },
  }) as never

test("ranks in the object of the traveller's own scope", () =>
  inWorld(async ({ connected }) => {
    const names: string[] = []
    const ranked = { ranking: { offers: [] }, choices: 3 }
    const services = connected({ travellers: travellers(async () => ranked, names) })
    expect(await rankOffers(services, TEST, 'u1.x', CALL)).toMatchObject({
      ...ranked,
      fallback: 'none',
    })
    expect(names).toEqual(['sandbox/test/u1.x'])
  }))

test('ranks as for an unknown traveller when the object is late', () =>
  inWorld(async ({ connected, lines }) => {
    const services = connected({ travellers: travellers(() => new Promise(() => {})) })
    const answer = await rankOffers(services, TEST, 'u1.x', CALL)
    expect(answer).toMatchObject({ choices: 0, fallback: 'without_traveller' })
    expect(lines).toMatchObject([{ level: 'warn', message: 'traveller object late' }])
  }))

test('ranks as for an unknown traveller when the object cannot be reached', () =>
  inWorld(async ({ connected, lines }) => {
    const services = connected({ travellers: travellers(() => Promise.reject(new Error('reset'))) })
    const answer = await rankOffers(services, TEST, 'u1.x', CALL)
    expect(answer).toMatchObject({ choices: 0, fallback: 'without_traveller' })
    expect(lines).toMatchObject([{ level: 'error', message: 'traveller object not reached' }])
  }))
