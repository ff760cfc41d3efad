/** Bundles the Worker exactly as `wrangler deploy` would, into a folder. */
import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export type WorkerModule = {
  readonly type: 'ESModule' | 'CompiledWasm' | 'Text'
  readonly path: string
  readonly contents: string | Uint8Array<ArrayBuffer>
}
export const MAIN_MODULE = 'index.js'
const root = join(import.meta.dirname, '../..')

/** The main module comes first. */
export async function buildWorker(outDir: string): Promise<readonly WorkerModule[]> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  await wrangler(['deploy', '--dry-run', '--env=', '--outdir', outDir])
  const names = (await readdir(outDir)).filter((name) => !/\.(map|md)$/.test(name))
  names.sort((a, b) => Number(b === MAIN_MODULE) - Number(a === MAIN_MODULE))
  return Promise.all(names.map((name) => readModule(outDir, name)))
}

/** A bundle has one ES module: every other script was imported as text. */
async function readModule(folder: string, name: string): Promise<WorkerModule> {
  const bytes = new Uint8Array(await readFile(join(folder, name)))
  if (name.endsWith('.wasm')) return { type: 'CompiledWasm', path: name, contents: bytes }
  const contents = new TextDecoder().decode(bytes)
  return { type: name === MAIN_MODULE ? 'ESModule' : 'Text', path: name, contents }
}

export function bundleBytes(modules: readonly WorkerModule[]): { raw: number; gzip: number } {
  const files = modules.map(({ contents }) => Buffer.from(contents))
  return {
    raw: files.reduce((sum, file) => sum + file.length, 0),
    gzip: files.reduce((sum, file) => sum + gzipSync(file).length, 0),
  }
}

function wrangler(args: readonly string[]): Promise<void> {
  const script = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const env = {
    ...process.env,
    WRANGLER_SEND_METRICS: 'false',
    USER_HASH_KEY: 'not in the bundle',
    TOKEN_SIGNING_KEY: 'not in the bundle',
  }
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The Worker does not build:\n${output}`))
    )
  })
}
