/** Runs wrangler of this project as a child; its output is shown only when it fails. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './plan'

const Output = z.looseObject({
  type: z.string(),
  version_id: z.string().nullish(),
  preview_url: z.string().nullish(),
})
export type WranglerOutput = z.infer<typeof Output>

/** Resolves with wrangler's machine-readable records. */
export type Wrangler = (args: readonly string[]) => Promise<readonly WranglerOutput[]>

export function createWrangler(settings: Readonly<Record<string, string>>): Wrangler {
  return async (args) => {
    const folder = await mkdtemp(join(tmpdir(), 'fareline-wrangler-'))
    const outputFile = join(folder, 'output.ndjson')
    await writeFile(outputFile, '')
    try {
      await spawned(args, {
        ...process.env,
        ...settings,
        // Without a terminal: wrangler takes its defaults and never waits for an answer.
        CI: 'true',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_OUTPUT_FILE_PATH: outputFile,
        WRANGLER_LOG_PATH: join(folder, 'wrangler.log'),
      })
      const lines = (await readFile(outputFile, 'utf8')).split('\n').filter((line) => line !== '')
      return lines.map((line) => Output.parse(JSON.parse(line)))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function spawned(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const script = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`wrangler ${args.slice(0, 3).join(' ')} failed:\n${output.trim()}`))
    )
  })
}
