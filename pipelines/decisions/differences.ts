/**
 * Differences between two JSON values, as JSON pointers (RFC 6901). Numbers are compared bit for
 * bit: both sides were parsed from JSON, which preserves every double.
 */
export type Difference = {
  readonly pointer: string
  /** Omitted where that side has no value. */
  readonly stored?: unknown
  readonly recomputed?: unknown
}

export function differencesOf(stored: unknown, recomputed: unknown, pointer = ''): Difference[] {
  if (Object.is(stored, recomputed)) return []
  if (Array.isArray(stored) && Array.isArray(recomputed)) {
    const length = Math.max(stored.length, recomputed.length)
    return Array.from({ length }, (_, at) =>
      differencesOf(stored[at], recomputed[at], `${pointer}/${at}`)
    ).flat()
  }
  if (isRecord(stored) && isRecord(recomputed)) {
    const names = new Set([...Object.keys(stored), ...Object.keys(recomputed)])
    return [...names].flatMap((name) =>
      differencesOf(fieldOf(stored, name), fieldOf(recomputed, name), `${pointer}/${escaped(name)}`)
    )
  }
  return [
    {
      pointer,
      ...(stored !== undefined && { stored }),
      ...(recomputed !== undefined && { recomputed }),
    },
  ]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads own properties only, because a JSON name may equal that of an Object method. */
function fieldOf(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
