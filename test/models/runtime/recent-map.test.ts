import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecentMap } from '../../../models/runtime/recent-map'

test('the entry read least recently goes first', () => {
  const map = createRecentMap<string, number>(30)
  map.set('a', 1, 10)
  map.set('b', 2, 10)
  map.set('c', 3, 10)
  expect(map.get('a')).toBe(1)
  map.set('d', 4, 10)
  expect(map.get('b')).toBeUndefined()
  expect([map.get('a'), map.get('c'), map.get('d')]).toEqual([1, 3, 4])
})

test('a value replaced counts once, and one beyond the bound is not kept', () => {
  const map = createRecentMap<string, number>(30)
  map.set('a', 1, 10)
  map.set('a', 2, 20)
  expect([map.size, map.bytes]).toEqual([1, 20])
  map.set('a', 3, 31)
  expect([map.size, map.bytes, map.get('a')]).toEqual([0, 0, undefined])
})

/** The same map as a list of entries, the most recent last. */
function slowMap(mostBytes: number) {
  let entries: { readonly key: number; readonly value: number; readonly bytes: number }[] = []
  return {
    get(key: number) {
      const found = entries.find((each) => each.key === key)
      if (found) entries = [...entries.filter((each) => each !== found), found]
      return found?.value
    },
    set(key: number, value: number, bytes: number) {
      entries = entries.filter((each) => each.key !== key)
      if (bytes > mostBytes) return
      entries.push({ key, value, bytes })
      while (entries.reduce((sum, each) => sum + each.bytes, 0) > mostBytes) entries.shift()
    },
    bytes: () => entries.reduce((sum, each) => sum + each.bytes, 0),
  }
}

test('keeps what a list of the most recent entries keeps', () => {
  const step = fc.record({
    key: fc.integer({ min: 0, max: 6 }),
    bytes: fc.integer({ min: 0, max: 12 }),
    isRead: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const [fast, slow] = [createRecentMap<number, number>(20), slowMap(20)]
      for (const [at, { key, bytes, isRead }] of steps.entries()) {
        if (isRead) expect(fast.get(key)).toBe(slow.get(key))
        else {
          fast.set(key, at, bytes)
          slow.set(key, at, bytes)
        }
        expect(fast.bytes).toBe(slow.bytes())
      }
    })
  )
})
