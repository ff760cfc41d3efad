/** Progress of a replay, written after every request, so that it resumes there. */
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

const Journal = z.object({
  /** Part of every Idempotency-Key: a request repeated after a crash gets its first receipt again. */
  run: z.string(),
  /** Events settled so far, which is where the next request starts. */
  next: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  counted: z.number(),
  deadLettered: z.number(),
  seconds: z.number(),
  /** Receipts not yet counted, oldest first. */
  receipts: z.array(z.object({ id: z.string(), accepted: z.number() })),
  lastReceipt: z.string().optional(),
})
export type Journal = z.infer<typeof Journal>

const folder = join(import.meta.dirname, '../../.fareline/replay')

/** Names the journal by the files and their content, the target and the key. */
export function journalFile(format: string, files: readonly string[], url: string, key: string) {
  const identities = files.map((file) => {
    const { size, mtimeMs } = statSync(file)
    return [resolve(file), size, mtimeMs]
  })
  const text = JSON.stringify([format, identities, url, key])
  return join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`)
}

export function newJournal(): Journal {
  return {
    run: randomUUID(),
    next: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    counted: 0,
    deadLettered: 0,
    seconds: 0,
    receipts: [],
  }
}

export function readJournal(file: string): Journal | undefined {
  return existsSync(file) ? Journal.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** Writes atomically: a crash while writing leaves the previous journal. */
export function writeJournal(file: string, journal: Journal): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(journal))
  renameSync(`${file}.new`, file)
}

export function forgetJournal(file: string): void {
  rmSync(file, { force: true })
}
