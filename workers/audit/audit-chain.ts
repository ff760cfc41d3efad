/**
 * The audit log of an account is a chain: each entry holds the hash of the one before it, so that a row
 * that was changed, removed or put in shows as a break at its sequence.
 */
import { hash } from 'node:crypto'
import { z } from 'zod'

/** Administrative acts, by the thing they change. */
export const AUDIT_ACTIONS = [
  'key.create',
  'key.rotate',
  'key.revoke',
  'pool.join',
  'pool.leave',
  'rates.load',
  'rule.change',
  'experiment.change',
  'webhook.change',
  'letter.replay',
  'user.erase',
  'user.export',
  'job.run',
  'lake.rebuild',
  'model.upload',
  'model.promote',
  'model.rollback',
  'anomaly.suppress',
  'writes.switch',
  'anomaly.confirm',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export type AuditAct = {
  readonly action: AuditAction
  /** Id of the key that acts; "local" for a command on a state folder. */
  readonly actor: string
  readonly mode: string
  /** Id of the thing that is acted on: a key, a letter, a job. */
  readonly subject: string
  /** JSON, with sorted names. */
  readonly detail: string
  /** The wall clock, epoch ms. */
  readonly at: number
}

export type AuditEntry = AuditAct & {
  readonly account: string
  /** From 1, without gaps. */
  readonly sequence: number
  readonly previous: string
  readonly hash: string
}

/** Where a chain ends. */
export type AuditHead = { readonly sequence: number; readonly hash: string }

/** A head that was put aside, by which a chain that was written anew is found. */
export const AuditCheckpoint = z.object({ day: z.string(), sequence: z.int(), hash: z.string() })
export type AuditCheckpoint = Readonly<z.infer<typeof AuditCheckpoint>>

/** The first entry names this as its previous one. */
export const EMPTY_HEAD: AuditHead = { sequence: 0, hash: '' }

export function nextEntry(account: string, head: AuditHead, act: AuditAct): AuditEntry {
  const entry = { ...act, account, sequence: head.sequence + 1, previous: head.hash }
  return { ...entry, hash: hashOf(entry) }
}

/** One JSON array, so that no two entries have the same text. */
function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { account, sequence, at, action, actor, mode, subject, detail, previous } = entry
  const fields = [account, sequence, at, action, actor, mode, subject, detail, previous]
  return hash('sha256', JSON.stringify(fields), 'hex')
}

export type AuditBreak = { readonly sequence: number; readonly detail: string }

/** Everything that does not fit: entries in order of their sequence, the head, and the checkpoints. */
export function auditBreaks(
  entries: readonly AuditEntry[],
  head: AuditHead,
  checkpoints: readonly AuditCheckpoint[]
): AuditBreak[] {
  const breaks: AuditBreak[] = []
  let before = EMPTY_HEAD
  for (const entry of entries) {
    for (let missing = before.sequence + 1; missing < entry.sequence; missing += 1) {
      breaks.push({ sequence: missing, detail: 'the entry is missing' })
    }
    const follows = entry.sequence === before.sequence + 1
    if (entry.sequence <= before.sequence) {
      breaks.push({ sequence: entry.sequence, detail: 'the sequence occurs twice' })
    } else if (follows && entry.previous !== before.hash) {
      breaks.push({ sequence: entry.sequence, detail: 'it does not follow the entry before it' })
    }
    if (hashOf(entry) !== entry.hash) {
      breaks.push({
        sequence: entry.sequence,
        detail: 'the entry was changed after it was written',
      })
    }
    before = entry
  }
  return [...breaks, ...headBreaks(before, head), ...checkpointBreaks(entries, checkpoints)]
}

function headBreaks(last: AuditHead, head: AuditHead): AuditBreak[] {
  if (last.sequence === head.sequence && last.hash === head.hash) return []
  const sequence = Math.min(last.sequence, head.sequence) + Number(last.sequence !== head.sequence)
  return [
    { sequence, detail: `the log should end at ${head.sequence}, it ends at ${last.sequence}` },
  ]
}

function checkpointBreaks(
  entries: readonly AuditEntry[],
  checkpoints: readonly AuditCheckpoint[]
): AuditBreak[] {
  const hashes = new Map(entries.map(({ sequence, hash }) => [sequence, hash]))
  return checkpoints.flatMap(({ day, sequence, hash }) =>
    sequence === 0 || hashes.get(sequence) === hash
      ? []
      : [{ sequence, detail: `the checkpoint of ${day} has another hash` }]
  )
}
