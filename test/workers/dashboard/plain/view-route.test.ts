import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fragmentOf,
  readRoute,
  VIEWS,
  withOptions,
} from '../../../../workers/dashboard/plain/view-route'

describe('the address of a view', () => {
  it('reopens what it was written for', () => {
    const option = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__')
    const route = fc.record({
      view: fc.constantFrom(...VIEWS),
      subject: fc.string(),
      options: fc.dictionary(option, fc.string({ minLength: 1 })),
    })
    fc.assert(
      fc.property(route, (each) => {
        const { view, subject, options } = readRoute(fragmentOf(each))
        expect({ view, subject, options: { ...options } }).toEqual({
          ...each,
          options: { ...each.options },
        })
      })
    )
  })

  it('is the first page where no view has its name, or its escapes are broken', () => {
    for (const fragment of ['', '#', '#/', '#/nothing/LIS-JFK', '#/%E0%A4%A']) {
      expect(readRoute(fragment)).toMatchObject({ view: 'start', subject: '' })
    }
  })

  it('leaves out options without a value', () => {
    const route = readRoute('#/market/LIS-JFK?departure=2026-12-13&cabin=first')
    expect(fragmentOf(withOptions(route, { cabin: '' }))).toBe(
      '#/market/LIS-JFK?departure=2026-12-13'
    )
  })
})
