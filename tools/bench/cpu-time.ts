/** CPU time of the children of a process, in ms. Read from Linux; undefined elsewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Linux counts in clock ticks of 10 ms. */
const TICK_MS = 10

export function childrenCpuMs(parent: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => sum + cpuMsUnder(parent, pid), 0)
}

function cpuMsUnder(parent: number, pid: string): number {
  const stat = read(`/proc/${pid}/stat`)
  // The command's name is in brackets and may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [ppid, user, system] = [fields[1], fields[11], fields[12]].map(Number)
  return ppid === parent ? ((user ?? 0) + (system ?? 0)) * TICK_MS : 0
}

/** Returns an empty text for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
