import { expect, test } from 'vitest'
import { belowFloor, roomCoverage } from '../../../tools/coverage/room-coverage'

const counted = (total: number, covered: number) => ({ total, covered })
const SUMMARY = {
  total: { lines: counted(30, 20), branches: counted(4, 2) },
  '/p/models/a.ts': { lines: counted(10, 10), branches: counted(0, 0) },
  '/p/workers/b.ts': { lines: counted(10, 9), branches: counted(3, 1) },
  '/p/workers/api/c.ts': { lines: counted(10, 1), branches: counted(1, 1) },
}

test('sums the files of a room by their counts, not by their shares', () => {
  expect(roomCoverage(SUMMARY, '/p')).toEqual([
    { room: 'models', files: 1, lines: 100, branches: 100 },
    { room: 'workers', files: 2, lines: 50, branches: 50 },
  ])
})

test('names each figure of a room that is below its floor', () => {
  const floors = { models: { lines: 97, branches: 90 }, workers: { lines: 60, branches: 50 } }
  expect(belowFloor(roomCoverage(SUMMARY, '/p'), floors)).toEqual([
    'workers: lines 50 %, the floor is 60 %',
  ])
})
