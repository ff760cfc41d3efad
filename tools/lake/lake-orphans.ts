/** Rows of indexes that lack what they name, and requests that ended before they were acknowledged. */
import { z } from 'zod'
import { DECISION_RECEIPTS } from '../../pipelines/events/message'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { rawPrefix } from '../../pipelines/lake/keys'
import { databaseRows, lakeFiles } from '../server/local-files'
import type { Period } from './period'

export type Orphans = {
  /** Receipts of requests that ended before a message of theirs was in the queue. */
  readonly unsent: number
  /** Events stored of requests that ended before their receipt was written. */
  readonly unacknowledged: number
  /** Messages that say they are stored in a raw object that is not there. */
  readonly messages: number
  /** Decisions whose raw object is not there. */
  readonly decisions: number
}

const Count = z.object({ count: z.number() })
const Keys = z.array(z.object({ raw_key: z.string() }))

export function readOrphans(stateDir: string, scope: Scope, { from, to }: Period): Orphans {
  const count = (sql: string, parameters: readonly (string | number)[]) =>
    Count.parse(databaseRows(stateDir, sql, parameters)[0]).count
  const prefix = rawPrefix(scope)
  const known = new Set(lakeFiles(stateDir, prefix).map(({ key }) => key))
  const missing = (sql: string) =>
    Keys.parse(databaseRows(stateDir, sql, [prefix.length, prefix])).filter(
      ({ raw_key }) => !known.has(raw_key)
    ).length
  return {
    unsent: count(
      `SELECT count(*) AS count FROM receipts WHERE NOT queued AND accepted > 0
        AND scope = ? AND created_at >= ? AND created_at < ?
        AND id NOT IN (SELECT receipt_id FROM receipt_messages)`,
      [scopeKey(scope), from, to]
    ),
    unacknowledged:
      from > 0
        ? 0
        : count(
            `SELECT coalesce(sum(stored), 0) AS count FROM receipt_messages
              WHERE substr(raw_key, 1, ?) = ? AND substr(receipt_id, 1, ?) <> ?
              AND receipt_id NOT IN (SELECT id FROM receipts)`,
            [prefix.length, prefix, DECISION_RECEIPTS.length, DECISION_RECEIPTS]
          ),
    messages: missing(
      'SELECT raw_key FROM receipt_messages WHERE stored > 0 AND substr(raw_key, 1, ?) = ?'
    ),
    decisions: missing('SELECT DISTINCT raw_key FROM decisions WHERE substr(raw_key, 1, ?) = ?'),
  }
}
