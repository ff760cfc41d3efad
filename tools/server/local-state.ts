/** Prepares a state folder before a local Worker's first request. Every step is safe to repeat. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { drizzle } from 'drizzle-orm/d1'
import { migrate } from 'drizzle-orm/d1/migrator'
import { PERMISSIONS, permissionText } from '../../pipelines/events/permission'
import { OPERATORS } from '../../pipelines/events/scope'
import { accounts, apiKeys } from '../../workers/storage/account/account-schema'

export const SANDBOX_ACCOUNT = 'sandbox'
export const SANDBOX_KEY = 'sk_test_sandbox'
/** Reads what is about the whole deployment, such as its metrics. */
export const OPERATORS_KEY = 'sk_test_operators'
/** Methods of a bucket that uploading needs. */
type Lake = {
  head(key: string): Promise<{ readonly etag: string } | null>
  put(key: string, bytes: Uint8Array): Promise<unknown>
}

const root = join(import.meta.dirname, '../..')
const artifacts = join(root, 'models/artifacts')

export async function migrateDatabase(db: D1Database): Promise<void> {
  await migrate(drizzle(db), { migrationsFolder: join(root, 'migrations') })
}

/** The keys of a local server, which anybody may know. */
export async function makeLocalKeys(db: D1Database, now: number): Promise<void> {
  const localKey = (account: string, key: string) => ({
    id: `key_${account}`,
    hash: createHash('sha256').update(key).digest('hex'),
    name: `Local ${account}`,
    account,
    mode: 'test' as const,
    scopes: permissionText(PERMISSIONS),
    createdAt: now,
  })
  const keys = [localKey(SANDBOX_ACCOUNT, SANDBOX_KEY), localKey(OPERATORS, OPERATORS_KEY)]
  const owners = keys.map(({ account }) => ({ id: account, createdAt: now }))
  await drizzle(db).insert(accounts).values(owners).onConflictDoNothing()
  await drizzle(db).insert(apiKeys).values(keys).onConflictDoNothing()
}

/** The local lake follows the bundled models: a file that is missing or differs is put again. */
export async function uploadModels(lake: Lake): Promise<void> {
  if (!existsSync(artifacts)) return
  const entries = await readdir(artifacts, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(onnx|json|bin)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  // A champion is named only once its files exist.
  files.sort((a, b) => Number(a.endsWith('champion.json')) - Number(b.endsWith('champion.json')))
  for (const file of files) {
    const bytes = await readFile(file)
    const key = `models/${file.slice(artifacts.length + 1).replaceAll('\\', '/')}`
    const stored = await lake.head(key)
    if (stored?.etag !== createHash('md5').update(bytes).digest('hex')) {
      await lake.put(key, new Uint8Array(bytes))
    }
  }
}

/**
 * A secret of the Worker, in a file of the state folder, generated once: with another USER_HASH_KEY no
 * known shopper would be recognised. Edited to `2=NEW,1=OLD` the file replaces a key at the next start.
 */
export async function localSecret(
  stateDir: string,
  name: 'USER_HASH_KEY' | 'TOKEN_SIGNING_KEY'
): Promise<string> {
  const file = join(stateDir, name.toLowerCase().replaceAll('_', '-'))
  if (!existsSync(file)) {
    await mkdir(stateDir, { recursive: true })
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  return (await readFile(file, 'utf8')).trim()
}
