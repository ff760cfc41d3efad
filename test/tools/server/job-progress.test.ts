import { expect, test } from 'vitest'
import { sliceLine } from '../../../tools/server/job-progress'

const about = { job: 'compact-lake', at: '' }

test('a slice of a job that knows what remains shows a total and an estimate', () => {
  const report = { objects: 20, events: 300, failed: 0, remaining: 30, more: true }
  const line = sliceLine({ ...about, runs: 2, milliseconds: 4_000, report })
  expect(line).toBe('2 slices in 4 s: objects 20 of 50, about 6 s left, events 300')
})

test('a job that cannot know what remains shows its counts', () => {
  const report = { visited: 250, failed: 0, more: true }
  expect(sliceLine({ ...about, runs: 1, milliseconds: 900, report })).toBe(
    '1 slice in 1 s: visited 250'
  )
  const last = { objects: 5, remaining: 0, more: false }
  expect(sliceLine({ ...about, runs: 1, milliseconds: 0, report: last })).toBe(
    '1 slice in 0 s: objects 5'
  )
})
