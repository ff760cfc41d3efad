/** Values in the wire's form, or undefined: one odd field must not refuse a whole event. */
import { MAX_ID_LENGTH } from '../../wire/wire-values'

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

/** Leaves out a longer id: cut short, it would name something else. */
export function short(id: string | undefined): string | undefined {
  return id !== undefined && id.length <= MAX_ID_LENGTH ? id : undefined
}
