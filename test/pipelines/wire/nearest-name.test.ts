import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsBetween, nearestName } from '../../../pipelines/wire/nearest-name'

/** By its definition, without a table. */
function slowEdits(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const same = a[0] === b[0] ? 0 : 1
  const least = Math.min(
    slowEdits(a.slice(1), b) + 1,
    slowEdits(a, b.slice(1)) + 1,
    slowEdits(a.slice(1), b.slice(1)) + same
  )
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
  return swapped ? Math.min(least, slowEdits(a.slice(2), b.slice(2)) + 1) : least
}

describe('the nearest name', () => {
  it('counts edits as their definition does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editsBetween(a, b)).toBe(slowEdits(a, b))
      })
    )
  })

  it.each([
    ['currancy', 'currency'],
    ['cabin_clas', 'cabin_class'],
    ['retrun_date', 'return_date'],
    ['campaign', undefined],
    ['x', undefined],
  ])('of "%s" is %s', (name, nearest) => {
    expect(nearestName(name, ['currency', 'cabin_class', 'return_date', 'query'])).toBe(nearest)
  })
})
