import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Latency, LIMITS, type Measure, objection } from '../../../tools/deploy/guards'

const p99 = (ms: number): Latency => ({ of: 'p99', ms })
const measure = (requests: number, errors: number, ms?: number): Measure => ({
  requests,
  errors,
  latency: ms === undefined ? undefined : p99(ms),
})

it('objects to more errors than the limit, and than twice those of the version before', () => {
  expect(objection(measure(1_000, 11), measure(1_000, 0))).toMatch(/1\.1 % of 1000/)
  expect(objection(measure(1_000, 10), measure(1_000, 0))).toBeUndefined()
  // Both suffer from the same outage: the new version is not its cause.
  expect(objection(measure(1_000, 300), measure(1_000, 200))).toBeUndefined()
})

it('objects to a latency of over 100 ms and half as much again as before', () => {
  expect(objection(measure(1_000, 0, 151), measure(1_000, 0, 100))).toBe(
    'p99 is 151 ms (before: 100 ms)'
  )
  expect(objection(measure(1_000, 0, 150), measure(1_000, 0, 100))).toBeUndefined()
  expect(objection(measure(1_000, 0, 99), measure(1_000, 0, 5))).toBeUndefined()
  expect(objection(measure(1_000, 0, 400), measure(0, 0))).toBeUndefined()
})

const anyMeasure = fc
  .record({
    requests: fc.nat(100_000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    latency: fc.option(fc.double({ min: 0, max: 10_000, noNaN: true }), { nil: undefined }),
  })
  .map(({ requests, share, latency }) => measure(requests, Math.floor(requests * share), latency))

it('never objects to a version that does as well as the one before', () => {
  fc.assert(
    fc.property(anyMeasure, (same) => {
      expect(objection(same, same)).toBeUndefined()
    })
  )
})

it('never objects to what it has seen too little of', () => {
  fc.assert(
    fc.property(anyMeasure, anyMeasure, (next, before) => {
      fc.pre(next.requests < LIMITS.minRequests)
      expect(objection(next, before)).toBeUndefined()
    })
  )
})

it('objects to a worse version wherever it objects to a better one', () => {
  fc.assert(
    fc.property(anyMeasure, anyMeasure, fc.nat(1_000), (next, before, more) => {
      fc.pre(objection(next, before) !== undefined)
      const worse = { ...next, errors: Math.min(next.requests, next.errors + more) }
      expect(objection(worse, before)).toBeDefined()
    })
  )
})
