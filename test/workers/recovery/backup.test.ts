import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { BACKUP_PREFIX, BackupManifest, LATEST_BACKUP } from '../../../pipelines/lake/backup-keys'
import { readRawText } from '../../../workers/lake/raw-text'
import { listAll } from '../../../workers/lake/walk'
import { BACKED_UP, backUp } from '../../../workers/recovery/backup'
import { putKeys } from '../../build/keys'
import { emptyLake, services } from '../../build/lake'

beforeEach(emptyLake)

const at = (now: number) => backUp({ ...services, wallNow: () => now })

test('rows of every table lie in the bucket, and the manifest counts them', async () => {
  const rows = Array.from({ length: 700 }, (_, n) => ({ id: `k${n}`, key: `k${n}`, scopes: '' }))
  await putKeys(rows)
  const manifest = await at(services.now)
  expect(Object.keys(manifest?.tables ?? {})).toEqual([...BACKED_UP])
  expect(manifest?.tables.api_keys?.rows).toBeGreaterThanOrEqual(700)
  expect(manifest?.tables.api_keys?.parts).toBe(2)
  const stored = BackupManifest.parse(await (await env.LAKE.get(LATEST_BACKUP))?.json())
  expect(stored).toEqual(manifest)
  const part = await readRawText(env.LAKE, `${stored.folder}api_keys-00000.ndjson.gz`)
  expect(JSON.parse(part?.text.split('\n')[0] ?? '')).toMatchObject({ scopes: expect.any(String) })
})

test('backups of two days are kept', async () => {
  await at(services.now)
  await at(services.now + DAY_MS)
  await at(services.now + 3 * DAY_MS - 1)
  const folders = new Set(
    (await listAll(env.LAKE, BACKUP_PREFIX))
      .map(({ key }) => key.split('/')[2])
      .filter((name) => name !== 'latest.json')
  )
  expect(folders.size).toBe(2)
})
