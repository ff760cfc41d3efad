/** Where the audit log is read from: a local state folder or a deployment. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  AUDIT_ACTIONS,
  AuditCheckpoint,
  type AuditEntry,
  type AuditHead,
  EMPTY_HEAD,
} from '../../workers/audit/audit-chain'
import { checkpointPrefix } from '../../workers/audit/checkpoint-key'
import { databaseRows, lakeFiles } from '../server/local-files'

export type AuditLog = {
  readonly entries: readonly AuditEntry[]
  readonly head: AuditHead
  readonly checkpoints: readonly AuditCheckpoint[]
}

const Entry = z.object({
  account: z.string(),
  sequence: z.number(),
  at: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]),
  action: z.enum(AUDIT_ACTIONS),
  actor: z.string(),
  mode: z.string(),
  subject: z.string(),
  detail: z.string(),
  previous: z.string(),
  hash: z.string(),
})
const Head = z.object({ sequence: z.number(), hash: z.string() })

/** Reads an account's log of a state folder, while a server may be running on it. */
export function readLocalAudit(stateDir: string, account: string): AuditLog {
  const rows = (sql: string) => databaseRows(stateDir, sql, [account])
  const entries = rows('SELECT * FROM audit_entries WHERE account = ? ORDER BY sequence')
  const [head] = rows('SELECT sequence, hash FROM audit_heads WHERE account = ?')
  return {
    entries: z.array(Entry).parse(entries),
    head: head ? Head.parse(head) : EMPTY_HEAD,
    checkpoints: lakeFiles(stateDir, checkpointPrefix(account)).map(({ path }) =>
      AuditCheckpoint.parse(JSON.parse(readFileSync(path, 'utf8')))
    ),
  }
}

const PAGE = 500
const Page = z.object({ data: z.array(Entry) })
const Anchors = z.object({
  data: z.object({ head: Head, checkpoints: z.array(AuditCheckpoint) }),
})

/** Reads the log of the key's account. Entries appended meanwhile are left out. */
export async function readRemoteAudit(url: string, key: string): Promise<AuditLog> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      headers: { authorization: `Bearer ${key}` },
    })
    if (!response.ok) throw new Error(`${response.status} ${path}: ${await response.text()}`)
    return response.json()
  }
  const { head, checkpoints } = Anchors.parse(await get('/v1/audit-log/anchors')).data
  const entries: AuditEntry[] = []
  for (let more = true; more; ) {
    const after = entries.at(-1)?.sequence ?? 0
    const { data } = Page.parse(await get(`/v1/audit-log?limit=${PAGE}&after=${after}`))
    entries.push(...data)
    more = data.length === PAGE
  }
  return {
    entries: entries.filter(({ sequence }) => sequence <= head.sequence),
    head,
    checkpoints,
  }
}
