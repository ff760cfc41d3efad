/** Memory of the children of a process, in bytes. Read from Linux; undefined elsewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export function childrenMemory(parent: number): number | undefined {
  if (!existsSync('/proc/self/status')) return undefined
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => sum + memoryUnder(parent, pid), 0)
}

function memoryUnder(parent: number, pid: string): number {
  const status = read(`/proc/${pid}/status`)
  if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== parent) return 0
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
}

/** Returns an empty text for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
