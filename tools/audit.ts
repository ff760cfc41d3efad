/**
 * npm run audit -- verify|list [--state DIR --account NAME | --url U --key K] [--json]: the audit log
 * of an account. `verify` recomputes the chain and compares it with its daily checkpoints; it names
 * each break by its sequence and then exits with 1.
 */
import { resolve } from 'node:path'
import { auditBreaks } from '../workers/audit/audit-chain'
import { type AuditLog, readLocalAudit, readRemoteAudit } from './audit/audit-source'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'

await runCommand(COMMANDS.audit, async ({ values, positionals }) => {
  const [action] = positionals
  if (action !== 'verify' && action !== 'list') {
    throw new Misuse('The action must be verify or list')
  }
  if (values.url !== undefined && values.key === undefined) {
    throw new Misuse('--key must be a key of the deployment with the scope keys:admin')
  }
  const log =
    values.url === undefined
      ? readLocalAudit(resolve(values.state), values.account)
      : await readRemoteAudit(values.url, values.key ?? '')
  return action === 'list' ? list(log, values.json) : verify(log, values.json)
})

function list({ entries }: AuditLog, json: boolean): number {
  if (json) {
    console.log(JSON.stringify({ entries }))
    return 0
  }
  const columns = ['sequence', 'at', 'action', 'actor', 'mode', 'subject', 'detail']
  const rows = entries.map(({ sequence, at, action, actor, mode, subject, detail }) => {
    return [sequence, new Date(at).toISOString(), action, actor, mode, subject, detail]
  })
  console.log(textTable(columns, rows))
  return 0
}

function verify({ entries, head, checkpoints }: AuditLog, json: boolean): number {
  const breaks = auditBreaks(entries, head, checkpoints)
  const counts = { entries: entries.length, checkpoints: checkpoints.length }
  if (json) console.log(JSON.stringify({ ...counts, breaks, ok: breaks.length === 0 }))
  else {
    console.log(`${counts.entries} entries, ${counts.checkpoints} checkpoints`)
    for (const { sequence, detail } of breaks) console.log(`sequence ${sequence}: ${detail}`)
    if (breaks.length === 0) console.log('The chain is whole and meets every checkpoint.')
  }
  return breaks.length === 0 ? 0 : 1
}
