import { expect, test } from 'vitest'
import { currentPrior, priorFor, priorNamed } from '../../../workers/inference/prior-store'
import { anInsightQuestion } from '../../build/questions'
import { fareGroupOf, snapshotOf } from '../../build/snapshots'
import { inWorld } from '../in-world'
import { storeShipped } from './shipped'

const question = anInsightQuestion()
const unseen = { question, snapshotRead: { snapshot: undefined, source: 'object' as const } }

test('waits for the lake only where a question has no observed fares', () =>
  inWorld(async ({ connected, lake, platform }) => {
    const { version } = await storeShipped(lake, 'prior')
    const services = connected()
    const before = platform.calls.lake
    expect(await priorFor([], services)).toBeUndefined()
    expect(platform.calls.lake).toBe(before)
    expect((await priorFor([unseen], services))?.name).toBe(`prior@${version}`)
    const seen = {
      question,
      snapshotRead: { snapshot: snapshotOf([fareGroupOf([])]), source: 'memory' as const },
    }
    const after = platform.calls.lake
    expect((await priorFor([seen], services))?.name).toBe(`prior@${version}`)
    expect(platform.calls.lake).toBe(after)
  }))

test('reads once for all who wait, and keeps the version for a minute', () =>
  inWorld(async ({ connected, lake, platform, simulation }) => {
    await storeShipped(lake, 'prior')
    const services = connected()
    const before = platform.calls.lake
    const [first, second] = await Promise.all([currentPrior(services), currentPrior(services)])
    expect(first).toBe(second)
    expect(platform.calls.lake - before).toBe(3)
    await simulation.wait(61_000)
    expect(await currentPrior(services)).toBe(first)
    expect(platform.calls.lake - before).toBe(4)
  }))

test('goes without a prior that is missing or unreadable, and keeps the former one', () =>
  inWorld(async ({ connected, lake, lines, simulation }) => {
    const services = connected()
    expect(await currentPrior(services)).toBeUndefined()
    expect(lines).toMatchObject([{ level: 'info', code: 'model-missing' }])
    await storeShipped(lake, 'prior')
    await simulation.wait(61_000)
    const known = await currentPrior(services)
    expect(known).toBeDefined()
    await lake.put('models/prior/champion.json', '{')
    await simulation.wait(61_000)
    expect(await currentPrior(services)).toBe(known)
    expect(lines.at(-1)).toMatchObject({ level: 'error', code: 'manifest-invalid' })
  }))

test('answers without a prior while the lake takes longer than a second', () =>
  inWorld(async ({ connected, lake, simulation }) => {
    const slow = { get: () => simulation.wait(5_000).then(() => null) } as unknown as R2Bucket
    const began = simulation.now
    expect(await currentPrior(connected({ lake: slow }))).toBeUndefined()
    expect(simulation.now - began).toBeLessThan(2_000)
    expect(lake).toBeDefined()
  }))

test('reads the version of a decision, from memory where it is the current one', () =>
  inWorld(async ({ connected, lake, platform }) => {
    const { version } = await storeShipped(lake, 'prior')
    const services = connected()
    expect((await priorNamed(`prior@${version}`, services)).name).toBe(`prior@${version}`)
    const known = await currentPrior(services)
    const before = platform.calls.lake
    expect(await priorNamed(`prior@${version}`, services)).toBe(known)
    expect(platform.calls.lake).toBe(before)
    await expect(priorNamed('prior@1999-01-01', services)).rejects.toThrow('not in the lake')
  }))
