/**
 * Reads a list at an index that must be inside of it. A mistake throws a RangeError; a default such
 * as 0 would be taken for a value. Loops that run millions of times write `Number(list[index])`
 * instead, which costs nothing: this function is slow once it has read lists of many kinds.
 */
export function valueAt<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index]
  if (value === undefined) {
    throw new RangeError(`index ${index} is outside of a list of ${list.length}`)
  }
  return value
}
