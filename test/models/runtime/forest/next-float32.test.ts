import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextFloat32 } from '../../../../models/runtime/forest/next-float32'

const finite = fc.float({ noNaN: true, noDefaultInfinity: true })

test('at most a value is below the next one, for all float32', () => {
  fc.assert(
    fc.property(finite, fc.float({ noNaN: true }), (value, other) => {
      expect(other <= value).toBe(other < nextFloat32(value))
      expect(value < nextFloat32(value)).toBe(true)
    })
  )
})

test.each([
  [0, 2 ** -149],
  [-0, 2 ** -149],
  [-(2 ** -149), -0],
  [1, 1 + 2 ** -23],
  [(2 - 2 ** -23) * 2 ** 127, Number.POSITIVE_INFINITY],
])('after %d comes %d', (value, next) => expect(nextFloat32(value)).toBe(next))
