import { expect, test } from 'vitest'
import { rankOffers } from '../../../workers/answering/rank-offers'
import { readCounts, startExperiment } from '../../../workers/storage/experiments/experiment-rows'
import { TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const CALL = {
  id: 'rnk_1',
  market: 'LIS-JFK',
  offers: [],
  options: { boosts: [] },
} as never

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

test('counts a traveller of an experiment once, though their first answer came too late', () =>
  inWorld(async ({ connected, simulation }) => {
    const late = simulation.wait(2_000).then(() => ({ isNew: true }))
    const services = connected({ travellers: travellers(() => late) })
    const experiment = {
      id: 'exp_late',
      name: 'cheapest first',
      metric: 'click' as const,
      share: 0.5,
      treatment: { order: 'price' as const },
      startedAt: services.now,
      stoppedAt: undefined,
    }
    await startExperiment(services.db, TEST, experiment)
    const { fallback, variant } = await rankOffers(services, TEST, 'u1.x', CALL)
    expect({ fallback, variant }).toEqual({ fallback: 'without_traveller', variant: undefined })
    await simulation.wait(4_000)
    const { control, treatment } = await readCounts(services.db, 'exp_late')
    expect(control.exposed + treatment.exposed).toBe(1)
  }))
