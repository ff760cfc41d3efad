import { expect, test } from 'vitest'
import { logged } from '../../workers/work-line'
import { createFakeLog } from '../fakes/log'

function clocked() {
  const { log, lines } = createFakeLog()
  let now = 1_000
  return { parts: { log, wallNow: () => now }, lines, pass: (ms: number) => (now += ms) }
}

test('logs the outcome of work with the time it took, and returns its result', async () => {
  const { parts, lines, pass } = clocked()
  const work = async () => {
    pass(40)
    return 7
  }
  expect(await logged(parts, 'queue batch', work, (counted) => ({ outcome: 'ok', counted }))).toBe(
    7
  )
  expect(lines).toMatchObject([
    {
      level: 'info',
      message: 'queue batch',
      outcome: 'ok',
      counted: 7,
      durations: { total_ms: 40 },
    },
  ])
})

test('logs a failure with its error and throws it on', async () => {
  const { parts, lines, pass } = clocked()
  const work = async () => {
    pass(5)
    throw new Error('no lake')
  }
  await expect(logged(parts, 'job', work, () => ({ outcome: 'ok' }))).rejects.toThrow('no lake')
  expect(lines).toMatchObject([
    { level: 'error', message: 'job', outcome: 'failed', durations: { total_ms: 5 } },
  ])
  expect(JSON.stringify(lines)).toContain('no lake')
})
