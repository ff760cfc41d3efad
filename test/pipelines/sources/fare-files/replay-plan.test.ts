import { describe, expect, it } from 'vitest'
import { planRequests } from '../../../../pipelines/sources/fare-files/replay-plan'

const MINUTE_MS = 60_000
const limits = { events: 3, characters: 100, stepMs: 60 * MINUTE_MS }
const lineAt = (minute: number, line = `${minute}`) => ({ at: minute * MINUTE_MS, line })
const plan = (...history: ReturnType<typeof lineAt>[]) => [...planRequests(history, limits)]

describe('planRequests', () => {
  it('gives a request the clock of its youngest event', () => {
    expect(plan(lineAt(0), lineAt(30))).toEqual([
      { first: 0, now: 30 * MINUTE_MS, lines: ['0', '30'] },
    ])
  })

  it('begins a new request after the step, the most events and the most characters', () => {
    expect(plan(lineAt(0), lineAt(61)).map(({ lines }) => lines)).toEqual([['0'], ['61']])
    const four = plan(lineAt(0), lineAt(1), lineAt(2), lineAt(3))
    expect(four.map(({ lines }) => lines)).toEqual([['0', '1', '2'], ['3']])
    expect(plan(lineAt(0, 'x'.repeat(60)), lineAt(0, 'y'.repeat(60)))).toHaveLength(2)
  })

  it('loses nothing and keeps the order', () => {
    const history = Array.from({ length: 500 }, (_, index) => lineAt(Math.floor(index ** 1.5)))
    const requests = plan(...history)
    expect(requests.flatMap(({ lines }) => lines)).toEqual(history.map(({ line }) => line))
    let next = 0
    for (const { first, lines } of requests) {
      expect(first).toBe(next)
      next += lines.length
    }
  })

  it('sends a line alone that is larger than a request should be', () => {
    expect(plan(lineAt(0, 'x'.repeat(500)), lineAt(0))).toHaveLength(2)
    expect(plan()).toEqual([])
  })
})
