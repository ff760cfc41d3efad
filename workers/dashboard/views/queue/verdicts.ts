/** The verdicts of a person on an incident, and the key of each. */
export const VERDICTS = {
  ack: { name: 'Acknowledge', done: 'Acknowledged', key: 'a' },
  suppress: { name: 'Suppress', done: 'Suppressed', key: 's' },
  confirm: { name: 'Confirm', done: 'Confirmed', key: 'c' },
} as const
export type Verdict = keyof typeof VERDICTS

export const VERDICT_OF_KEY: Readonly<Record<string, Verdict>> = {
  a: 'ack',
  s: 'suppress',
  c: 'confirm',
}
