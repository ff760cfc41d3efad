/** Formats the progress of a job in slices: counts, and a total and an estimate where they are known. */
import { secondsLeft } from '../command/progress'
import type { JobTotal } from './job-client'

/** Count of the report that `remaining` refers to. */
const DONE = 'objects'

export function sliceLine({ runs, milliseconds, report }: JobTotal): string {
  const { [DONE]: done, remaining, ...others } = report
  const counts = Object.entries(others).filter(
    ([, value]) => typeof value === 'number' && value > 0
  )
  const texts = counts.map(([what, count]) => `${what} ${count}`)
  if (typeof done === 'number')
    texts.unshift(progressOf(done, Number(remaining ?? 0), milliseconds))
  const slices = runs === 1 ? '1 slice' : `${runs} slices`
  return `${slices} in ${Math.round(milliseconds / 1_000)} s: ${texts.join(', ')}`
}

function progressOf(done: number, remaining: number, milliseconds: number): string {
  if (remaining === 0 || done === 0) return `${DONE} ${done}`
  const total = done + remaining
  return `${DONE} ${done} of ${total}, about ${secondsLeft(done, total, milliseconds)} s left`
}
