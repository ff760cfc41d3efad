/** The models of this repository in the deployed lake. A champion is named once its files exist. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CloudflareError } from './cloudflare'
import { root } from './plan'
import { change, type Run } from './run'

const artifacts = join(root, 'models/artifacts')
const Stored = z.looseObject({ key: z.string(), etag: z.string() })

type ModelFile = { readonly key: string; readonly path: string }

/**
 * Keeps a champion that differs, because it was promoted there, unless `replaceChampions`; the
 * files of this repository's version are uploaded beside it.
 */
export async function uploadModelFiles(
  run: Run,
  bucket: string,
  replaceChampions: boolean
): Promise<void> {
  const path = `/r2/buckets/${bucket}/objects`
  const stored = await storedFiles(run, path)
  const etags = new Map(stored.map(({ key, etag }) => [key, etag.replaceAll('"', '')]))
  let kept = 0
  for (const file of await modelFiles()) {
    const bytes = new Uint8Array(await readFile(file.path))
    const etag = etags.get(file.key)
    if (etag === createHash('md5').update(bytes).digest('hex')) kept += 1
    else if (etag !== undefined && isChampion(file) && !replaceChampions) {
      const how = 'differs from this repository; --champions replaces it'
      run.journal.write('model', 'kept', `${file.key} ${how}`)
    } else {
      await change(run, 'model', `upload ${file.key}`, () =>
        run.cloudflare.call(z.unknown(), { method: 'PUT', path: `${path}/${file.key}`, bytes })
      )
    }
  }
  if (kept > 0) run.journal.write('model', 'kept', `${kept} files`)
}

/** In a dry run the bucket may not exist yet. */
async function storedFiles({ cloudflare, dryRun }: Run, path: string) {
  try {
    return await cloudflare.list(Stored, path, { prefix: 'models/' })
  } catch (error) {
    if (dryRun && error instanceof CloudflareError && error.status === 404) return []
    throw error
  }
}

function isChampion({ key }: ModelFile): boolean {
  return key.endsWith('/champion.json')
}

async function modelFiles(): Promise<ModelFile[]> {
  const entries = await readdir(artifacts, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(onnx|json|bin)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path,
      key: `models/${path.slice(artifacts.length + 1).replaceAll('\\', '/')}`,
    }))
    .sort((a, b) => Number(isChampion(a)) - Number(isChampion(b)) || a.key.localeCompare(b.key))
}
