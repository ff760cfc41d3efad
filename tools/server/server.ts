/**
 * Starts the local Worker in a process group of its own, so that Ctrl-C reaches only the command
 * that started it and workerd lives on until its queue is drained.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'

const Ready = z.object({
  url: z.string(),
  bundle: z.object({ raw: z.number(), gzip: z.number() }),
  buildMs: z.number(),
  startMs: z.number(),
})
export type Ready = z.infer<typeof Ready>
export type Server = Ready & {
  readonly pid: number
  /** Resolves with the exit code, within 10 s of `stop()`. */
  readonly exited: Promise<number>
  /** Drains; safe to repeat. */
  stop(): Promise<number>
}

export async function startServer(
  port: number,
  stateDir: string,
  program = 'server/server-process.ts',
  settings: Readonly<Record<string, string>> = {}
): Promise<Server> {
  const script = join(import.meta.dirname, '..', program)
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(port), stateDir], {
    detached: true,
    env: { ...process.env, ...settings },
    // stdout belongs to the command.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const exited = once(child, 'exit').then(([code]) => Number(code ?? 1))
  const message = await Promise.race([
    once(child, 'message').then(([ready]) => Ready.parse(ready)),
    exited.then(() => undefined),
  ])
  if (!message) throw new Error('The server did not start; the reason stands above')
  return {
    ...message,
    pid: child.pid ?? 0,
    exited,
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
