/** Options that several commands have. */
export const JSON_OPTION = {
  type: 'boolean',
  default: false,
  purpose: 'one JSON document in place of the table',
} as const

/** A whole number. */
export function count(value: string, least = 1) {
  return { type: 'string', value, number: { least, whole: true } } as const
}
