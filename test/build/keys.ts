/** API keys in the tests' database. */
import { env } from 'cloudflare:workers'
import { PERMISSIONS, permissionText } from '../../pipelines/events/permission'
import type { Mode } from '../../pipelines/events/scope'
import { sha256Hex } from '../../workers/storage/sha256'
import { ACCOUNT } from './scopes'

export const ALL_SCOPES = permissionText(PERMISSIONS)
export const READ_SCOPES = permissionText(['insights:read', 'lake:read'])

export type KeyRow = {
  readonly id: string
  readonly key: string
  readonly scopes: string
  readonly mode?: Mode
  readonly account?: string
  readonly unitsPerMinute?: number | null
}

export async function putKeys(rows: readonly KeyRow[]): Promise<void> {
  const insert = env.DB.prepare(
    `INSERT OR IGNORE INTO api_keys (id, hash, name, account, mode, scopes, units_per_minute, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0)`
  )
  await env.DB.batch(
    await Promise.all(
      rows.map(
        async ({ id, key, scopes, mode = 'test', account = ACCOUNT, unitsPerMinute = null }) =>
          insert.bind(id, await sha256Hex(key), id, account, mode, scopes, unitsPerMinute)
      )
    )
  )
}
