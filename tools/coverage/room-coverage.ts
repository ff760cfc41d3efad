/** Sums istanbul's figures of files into rooms, and compares each room with its floor. */
import { z } from 'zod'

const Counted = z.object({ total: z.number(), covered: z.number() })
const Summary = z.record(z.string(), z.object({ lines: Counted, branches: Counted }))

/** Shares of 100 that a room must reach. */
export type Floor = { readonly lines: number; readonly branches: number }

export type RoomCoverage = {
  readonly room: string
  readonly files: number
  /** Percent, to a tenth; a room without any counts as covered. */
  readonly lines: number
  readonly branches: number
}

/** `summary` is coverage-summary.json, `root` the folder its absolute paths begin with. */
export function roomCoverage(summary: unknown, root: string): readonly RoomCoverage[] {
  const files = Object.entries(Summary.parse(summary)).filter(([path]) => path !== 'total')
  const rooms = Map.groupBy(files, ([path]) => path.slice(root.length + 1).split('/')[0] ?? '')
  return [...rooms]
    .map(([room, all]) => ({
      room,
      files: all.length,
      lines: share(all.map(([, { lines }]) => lines)),
      branches: share(all.map(([, { branches }]) => branches)),
    }))
    .sort((a, b) => a.room.localeCompare(b.room))
}

/** The rooms below their floor, each as a sentence. */
export function belowFloor(
  rooms: readonly RoomCoverage[],
  floors: Readonly<Record<string, Floor>>
): readonly string[] {
  return rooms.flatMap(({ room, lines, branches }) => {
    const floor = floors[room]
    if (!floor) return []
    const low = (what: string, reached: number, wanted: number) =>
      reached < wanted ? [`${room}: ${what} ${reached} %, the floor is ${wanted} %`] : []
    return [...low('lines', lines, floor.lines), ...low('branches', branches, floor.branches)]
  })
}

function share(counts: readonly z.infer<typeof Counted>[]): number {
  const total = counts.reduce((sum, each) => sum + each.total, 0)
  const covered = counts.reduce((sum, each) => sum + each.covered, 0)
  return total === 0 ? 100 : Math.round((covered / total) * 1_000) / 10
}
