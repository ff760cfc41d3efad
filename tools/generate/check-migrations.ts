/** Fails where migrations/ lacks a change of workers/storage/schema.ts. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

// drizzle-kit needs a folder below the project and a relative path.
const copy = mkdtempSync(join('node_modules', '.migrations-'))
try {
  cpSync('migrations', copy, { recursive: true })
  execFileSync(
    'drizzle-kit',
    [
      'generate',
      '--dialect',
      'sqlite',
      '--schema',
      'workers/storage/{,*/*-}schema.ts',
      '--out',
      relative('.', copy),
    ],
    { stdio: 'pipe' }
  )
  const missing = readdirSync(copy).filter((file) => !readdirSync('migrations').includes(file))
  if (missing.length > 0) {
    console.error('migrations/ is behind workers/storage/schema.ts: run `npm run migrations`.')
    process.exitCode = 1
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
