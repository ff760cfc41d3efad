/**
 * Builds the dashboard into dist/dashboard, which wrangler.toml names as the Worker's assets. Two
 * builds at once (two tests that start servers) do not disturb each other: files are moved in one
 * by one, and those of a build of the same source have the same names and contents.
 */
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')
export const PAGE_FOLDER = join(root, 'dist/dashboard')
const CONFIG = join(root, 'workers/dashboard/vite.config.ts')

export async function buildPage(folder = PAGE_FOLDER): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const fresh = await mkdtemp(`${folder}-`)
  try {
    await build({
      configFile: CONFIG,
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
    })
    const files = await filesIn(fresh)
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await rename(join(fresh, file), join(folder, file))
    }
    const current = new Set(files)
    for (const file of await filesIn(folder)) {
      if (!current.has(file)) await rm(join(folder, file), { force: true })
    }
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Paths within the folder; the first page last, as it names the others. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const order = (file: string) => Number(file === 'index.html')
  return files.sort((a, b) => order(a) - order(b) || a.localeCompare(b))
}

/** wrangler runs this file before it bundles: see [build] of wrangler.toml. */
if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage()
