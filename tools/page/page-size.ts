/** Bytes that a browser loads, compressed, read from the manifest that Vite leaves in a build. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    assets: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
    isDynamicEntry: z.boolean().default(false),
  })
)
type Manifest = z.infer<typeof Manifest>

/** The first load of each view: the page itself, what every view needs, and its own files. */
export async function firstLoads(folder: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(join(folder, '.vite/manifest.json'), 'utf8')
  const manifest = Manifest.parse(JSON.parse(text))
  const views = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry)
  const sizes = new Map<string, number>()
  for (const view of ['index.html', ...views]) {
    const files = filesOf(manifest, ['index.html', view])
    sizes.set(view, await gzipBytes(folder, ['index.html', ...files]))
  }
  return sizes
}

function filesOf(manifest: Manifest, names: readonly string[], seen = new Set<string>()) {
  for (const name of names) {
    const entry = manifest[name]
    if (!entry || seen.has(entry.file)) continue
    for (const file of [entry.file, ...entry.css, ...entry.assets]) seen.add(file)
    filesOf(manifest, entry.imports, seen)
  }
  return seen
}

async function gzipBytes(folder: string, files: Iterable<string>): Promise<number> {
  let sum = 0
  for (const file of files) sum += gzipSync(await readFile(join(folder, file))).length
  return sum
}
