import { expect, test } from 'vitest'
import { listAll, walk } from '../../../workers/lake/walk'
import { readCursor } from '../../../workers/storage/lake-objects'
import { type InWorld, inWorld } from '../in-world'

const WALK = { name: 'a walk', prefix: 'p/', maxPages: 2 }

/** A lake that lists two keys a page. */
async function small({ connected }: InWorld, keys: readonly string[]) {
  const services = connected()
  for (const key of keys) await services.lake.put(key, 'x')
  const lake = {
    list: (options: R2ListOptions) => services.lake.list({ ...options, limit: 2 }),
  } as unknown as R2Bucket
  return { db: services.db, lake }
}

test('walks over a prefix in pages, as many runs as it takes, and begins anew', () =>
  inWorld(async (world) => {
    const stores = await small(world, ['p/1', 'p/2', 'p/3', 'p/4', 'p/5', 'q/1'])
    const seen: string[] = []
    const work = async (page: readonly R2Object[]) => seen.push(...page.map(({ key }) => key)) > 0
    expect(await walk(stores, WALK, work)).toBe(false)
    expect(seen).toEqual(['p/1', 'p/2', 'p/3', 'p/4'])
    expect(await walk(stores, WALK, work)).toBe(true)
    expect(seen.slice(4)).toEqual(['p/5'])
    expect(await readCursor(stores.db, WALK.name)).toBeUndefined()
    await walk(stores, WALK, work)
    expect(seen.slice(5, 7)).toEqual(['p/1', 'p/2'])
  }))

test('comes back to a page whose work was not done', () =>
  inWorld(async (world) => {
    const stores = await small(world, ['p/1', 'p/2', 'p/3'])
    let pages = 0
    const stopping = async () => {
      pages += 1
      return pages === 1
    }
    expect(await walk(stores, WALK, stopping)).toBe(false)
    const seen: string[] = []
    const rest = async (page: readonly R2Object[]) => seen.push(...page.map(({ key }) => key)) > 0
    expect(await walk(stores, WALK, rest)).toBe(true)
    expect(seen).toEqual(['p/3'])
  }))

test('lists every object of a prefix, over all pages, and none of an empty one', () =>
  inWorld(async (world) => {
    const { lake } = await small(world, ['p/1', 'p/2', 'p/3', 'q/1'])
    expect((await listAll(lake, 'p/')).map(({ key }) => key)).toEqual(['p/1', 'p/2', 'p/3'])
    expect(await listAll(lake, 'r/')).toEqual([])
  }))
