import { expect, test } from 'vitest'
import { oneAtATime } from '../../../workers/inference/one-at-a-time'

test('tasks keep their order and never overlap, also when some fail', async () => {
  const turn = oneAtATime()
  const log: string[] = []
  const task = (name: string, fails = false) =>
    turn(async () => {
      log.push(`${name} in`)
      await scheduler.wait(1)
      log.push(`${name} out`)
      if (fails) throw new Error(name)
      return name
    })
  const outcomes = await Promise.allSettled([task('a'), task('b', true), task('c')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
  expect(await task('d')).toBe('d')
})
