/** Separates a scheduled job that stopped from one that waits for its time. */

export type Attendance = {
  /** Instants at which the job was due, the latest first; at least two. */
  readonly dues: readonly number[]
  /** When a run last succeeded; undefined when none did. */
  readonly succeededAt: number | undefined
  /** When the job first ran, or a schedule with it came into force. */
  readonly since: number
}

/** A run may take so long to begin and end. */
export const GRACE_MS = 2 * 60_000

/**
 * Returns the instant from which the job is overdue; undefined while it is not. One missed run is
 * no reason: a deployment or an outage of a minute misses one, and the next makes up for it.
 */
export function overdueSince(
  { dues, succeededAt, since }: Attendance,
  now: number
): number | undefined {
  const passed = dues.filter((due) => due + GRACE_MS <= now)
  const missed = passed[1]
  if (missed === undefined || missed < since) return undefined
  return succeededAt === undefined || succeededAt < missed ? missed : undefined
}
