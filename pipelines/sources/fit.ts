/** Values as the wire wants them, or undefined: one odd field must not spoil a whole event. */

export function code(value: string | undefined, pattern: RegExp): string | undefined {
  const text = value?.trim().toUpperCase()
  return text !== undefined && pattern.test(text) ? text : undefined
}

export function within(
  value: number | undefined,
  [least, most]: readonly [number, number]
): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most
    ? value
    : undefined
}
