/** `npm start` in a folder of its own, and a shell beside it, as a reader of the pages has them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../tools/server/free-port'
import { ROOT } from './pages'

/** The address in the pages. */
const SHOWN_HOST = '127.0.0.1:8787'
/** Made by runs; a reader's own are not for the test. */
const LEFT_OUT = new Set(['.git', '.fareline', 'dist'])

export type Ran = {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
  /** One for each request that curl sent. */
  readonly statuses: readonly number[]
}
export type Sandbox = {
  /** The lines that `npm start` printed. */
  readonly printed: string
  run(script: string): Promise<Ran>
  stop(): Promise<void>
}

export async function startSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'fareline-docs-'))
  // Links in place of a copy: what a block writes stays in the folder, `.fareline` included.
  for (const name of await readdir(ROOT)) {
    if (!LEFT_OUT.has(name)) await symlink(join(ROOT, name), join(folder, name))
  }
  await writeFile(join(folder, '.curlrc'), 'write-out = "%{stderr}status %{http_code}\\n"\n')

  const port = await freePort(18_700)
  const server = spawn('npm', ['run', '--silent', 'start', '--', '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = await outputUntil(server, 'Ctrl-C stops.')
  return {
    printed,
    run: (script) => runScript(folder, script.replaceAll(SHOWN_HOST, `127.0.0.1:${port}`)),
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM')
        await once(server, 'exit')
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function outputUntil(child: ChildProcess, end: string): Promise<string> {
  const output = { out: '', err: '' }
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      output.out += text
      if (output.out.includes(end)) resolve()
    })
    child.stderr?.on('data', (text) => (output.err += text))
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${output.err}`)))
  })
  await ready
  return output.out
}

async function runScript(folder: string, script: string): Promise<Ran> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, CURL_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text) => (stdout += text))
  child.stderr.on('data', (text) => (stderr += text))
  const [code] = await once(child, 'close')
  const statuses = [...stderr.matchAll(/^status (\d{3})$/gm)].map(([, status]) => Number(status))
  return { stdout, stderr, code: Number(code ?? -1), statuses }
}
