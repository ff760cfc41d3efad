import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createLevel,
  type ExpectedLevel,
  learnLevel,
  levelPlace,
  readLevel,
} from '../../../../pipelines/market/gate/expected-level'

const JUNE = 5

test('comes to the median and the median distance of what was observed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), (seed) => {
      const random = randomOf(seed)
      const level = createLevel()
      const logs = Array.from({ length: 400 }, () => 10 + 0.3 * (random() + random() - 1))
      for (const log of logs) learnLevel(level, levelPlace(30, JUNE), log)
      const { middle = 0, spread = 0 } = readLevel(level, levelPlace(30, JUNE), 20) ?? {}
      const median = logs.toSorted((a, b) => a - b)[200] ?? 0
      expect(Math.abs(middle - median)).toBeLessThan(0.1)
      expect(spread).toBeGreaterThan(0.07)
      expect(spread).toBeLessThan(0.2)
    })
  )
})

test('a wrong price moves a level no more than a true one', () => {
  const [wrong, usual] = [learned(10, 100), learned(10, 100)]
  learnLevel(wrong, levelPlace(30, JUNE), 2)
  learnLevel(usual, levelPlace(30, JUNE), 9.5)
  expect(read(wrong)).toBeCloseTo(read(usual) ?? 0, 6)
  expect(read(wrong)).toBeGreaterThan(9.98)
})

test('follows a level that moves with the season', () => {
  const level = learned(10, 100)
  for (let each = 0; each < 200; each += 1) learnLevel(level, levelPlace(30, JUNE), 10.4)
  expect(read(level)).toBeCloseTo(10.4, 1)
})

test('reads the level over all days where a group of days has too few observations', () => {
  const level = createLevel()
  for (let each = 0; each < 30; each += 1) learnLevel(level, levelPlace(60, JUNE), 9)
  for (let each = 0; each < 5; each += 1) learnLevel(level, levelPlace(1, JUNE), 9.8)
  expect(readLevel(level, levelPlace(60, JUNE), 20)).toMatchObject({ count: 30 })
  expect(readLevel(level, levelPlace(1, JUNE), 20)).toMatchObject({ count: 35 })
  expect(readLevel(level, levelPlace(1, JUNE), 5)).toMatchObject({ count: 5 })
  expect(readLevel(createLevel(), levelPlace(3, JUNE), 20)).toBeUndefined()
})

test('a group of days begins at the level of all days, so that its first prices do not define it', () => {
  const level = learned(10, 100)
  for (let each = 0; each < 3; each += 1) learnLevel(level, levelPlace(2, JUNE), 7.7)
  expect(readLevel(level, levelPlace(2, JUNE), 1)?.middle).toBeGreaterThan(8.7)
})

function learned(log: number, times: number): ExpectedLevel {
  const level = createLevel()
  for (let each = 0; each < times; each += 1) learnLevel(level, levelPlace(30, JUNE), log)
  return level
}

function read(level: ExpectedLevel): number | undefined {
  return readLevel(level, levelPlace(30, JUNE), 20)?.middle
}

/** Park and Miller. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
