import { expect, test } from 'vitest'
import { createBoundedMap } from '../../../models/runtime/bounded-map'

test('at its bound a map releases all entries for a new one, and none for one it has', () => {
  const map = createBoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  expect([map.get('a'), map.get('b'), map.size]).toEqual([3, 2, 2])
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([undefined, undefined, 4, 1])
  map.clear()
  expect(map.size).toBe(0)
})
