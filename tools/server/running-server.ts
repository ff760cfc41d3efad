/** A server writes its address into its state folder, where tools find it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Running = z.object({ url: z.string(), pid: z.number() })
const fileIn = (stateDir: string) => join(stateDir, 'server.json')

export function announceServer(stateDir: string, url: string): void {
  writeFileSync(fileIn(stateDir), JSON.stringify({ url, pid: process.pid }))
}

export function withdrawServer(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true })
}

/** Undefined without a server, or when its process is dead. */
export function runningServer(stateDir: string): string | undefined {
  try {
    const { url, pid } = Running.parse(JSON.parse(readFileSync(fileIn(stateDir), 'utf8')))
    process.kill(pid, 0)
    return url
  } catch {
    return undefined
  }
}
