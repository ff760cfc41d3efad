import { expect, test } from 'vitest'
import {
  type AuditCheckpoint,
  type AuditEntry,
  auditBreaks,
  EMPTY_HEAD,
  nextEntry,
} from '../../../workers/audit/audit-chain'

function chain(length: number): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let index = 0; index < length; index += 1) {
    const act = {
      action: 'job.run',
      actor: 'key',
      mode: 'test',
      subject: `job ${index}`,
      detail: '{}',
      at: index,
    } as const
    entries.push(nextEntry('acme', entries.at(-1) ?? EMPTY_HEAD, act))
  }
  return entries
}

const ENTRIES = chain(9)
const HEAD = ENTRIES.at(-1) ?? EMPTY_HEAD

function sequences(
  entries: readonly AuditEntry[],
  head = HEAD,
  checkpoints: readonly AuditCheckpoint[] = []
): number[] {
  return [...new Set(auditBreaks(entries, head, checkpoints).map(({ sequence }) => sequence))]
}

test('a chain as it was written has no break, nor has an empty one', () => {
  expect(auditBreaks(ENTRIES, HEAD, [{ day: '2026-11-20', ...HEAD }])).toEqual([])
  expect(auditBreaks([], EMPTY_HEAD, [])).toEqual([])
})

test.each(['at', 'action', 'actor', 'mode', 'subject', 'detail', 'previous', 'hash'] as const)(
  'a changed "%s" of any entry is found at its sequence',
  (field) => {
    for (const [index, entry] of ENTRIES.entries()) {
      const changed = { ...entry, [field]: field === 'at' ? 99 : 'other' }
      expect(sequences(ENTRIES.with(index, changed))).toContain(entry.sequence)
    }
  }
)

test('a removed entry is found, the last one too', () => {
  for (const { sequence } of ENTRIES) {
    const rest = ENTRIES.filter((entry) => entry.sequence !== sequence)
    expect(sequences(rest)).toContain(sequence)
  }
})

test('an entry that was put in, or moved to another account, is found', () => {
  const twice = [...ENTRIES.slice(0, 4), ...ENTRIES.slice(3)]
  expect(sequences(twice)).toEqual([4])
  const moved = ENTRIES.map((entry) => ({ ...entry, account: 'other' }))
  expect(sequences(moved)).toEqual(ENTRIES.map(({ sequence }) => sequence))
})

test('a log written anew from some entry on, with its head, does not meet the checkpoint', () => {
  const act = { ...(ENTRIES[4] as AuditEntry), subject: 'another job' }
  const forged = ENTRIES.slice(0, 4)
  for (const entry of [act, ...ENTRIES.slice(5)]) {
    forged.push(nextEntry('acme', forged.at(-1) ?? EMPTY_HEAD, entry))
  }
  const head = forged.at(-1) ?? EMPTY_HEAD
  expect(sequences(forged, head)).toEqual([])
  expect(sequences(forged, head, [{ day: '2026-11-20', ...HEAD }])).toEqual([9])
})
