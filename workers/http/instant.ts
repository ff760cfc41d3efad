/** RFC 3339 text of an instant, epoch ms; null where there is none. */
export function instantOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
