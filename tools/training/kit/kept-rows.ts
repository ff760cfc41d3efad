/**
 * Complete rows of a run are reused by the next one with the same sources, seed and code.
 * Incomplete rows have no key and are written again.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RowFiles } from './parquet-rows'
import type { Job } from './trainer'

/**
 * Code that determines the content of a row: features, their vocabulary, the adapters, the splits.
 */
const CODE = [
  'models/**/*.{ts,json}',
  'pipelines/**/*.{ts,json}',
  'tools/training/**/*.ts',
  'tools/replay/read-*.ts',
]
/** Excluded: artifacts are fitted from rows. */
const FITTED = 'models/artifacts'

/** `parts` names what else the rows depend on: a split's name, a share, a date. */
export function rowsKey(job: Job, sources: readonly string[], parts: unknown): string {
  const files = sources.map((file) => {
    const { size, mtimeMs } = statSync(join(job.data, file))
    return { file, size, mtimeMs }
  })
  const about = JSON.stringify({ files, seed: job.seed, parts })
  return createHash('sha256').update(codeHash()).update(about).digest('hex')
}

/** Calls `write` unless its rows are there. */
export async function keepRows(
  files: RowFiles,
  key: string,
  say: (text: string) => void,
  write: () => Promise<void>
): Promise<void> {
  const stamp = `${files.rows}.key`
  const there = [files.rows, files.schema, stamp].every((file) => existsSync(file))
  if (there && readFileSync(stamp, 'utf8') === key) {
    say(`using ${files.rows} again`)
    return
  }
  rmSync(stamp, { force: true })
  await write()
  writeFileSync(stamp, key)
}

let code: string | undefined

function codeHash(): string {
  if (code) return code
  const hash = createHash('sha256')
  const files = CODE.flatMap((pattern) => globSync(pattern)).filter((f) => !f.startsWith(FITTED))
  for (const file of files.sort()) hash.update(file).update(readFileSync(file))
  code = hash.digest('hex')
  return code
}
