/** The least float32 above a finite one: `x <= value` is `x < nextFloat32(value)`. */
import { valueAt } from '../../statistics/value-at'

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

export function nextFloat32(value: number): number {
  // Adding 0 turns -0 into +0: the bits of -0 are not adjacent to the least positive number's.
  float[0] = value + 0
  const [pattern = 0] = bits
  bits[0] = pattern + (pattern >= 0 ? 1 : -1)
  return valueAt(float, 0)
}
