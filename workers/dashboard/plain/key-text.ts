/** The keyboard map, and the command that a key stands for. */
export type Shortcut = {
  readonly keys: string
  readonly does: string
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: '/', does: 'Search markets and places' },
  { keys: 'g q', does: 'Work queue' },
  { keys: 'g m', does: 'Market' },
  { keys: 'g t', does: 'Demand and trends' },
  { keys: 'g a', does: 'Accuracy' },
  { keys: 'g o', does: 'Models' },
  { keys: 'g d', does: 'Data' },
  { keys: 'g l', does: 'Alerts' },
  { keys: 'g p', does: 'Recommendations' },
  { keys: 'g u', does: 'Usage and keys' },
  { keys: 'j / k', does: 'Next or previous incident' },
  { keys: 'a', does: 'Acknowledge the selected incident' },
  { keys: 's', does: 'Suppress the selected incident' },
  { keys: 'c', does: 'Confirm the selected incident' },
  { keys: '[ / ]', does: 'Departure one day earlier or later' },
  { keys: '?', does: 'This map' },
  { keys: 'Esc', does: 'Close what is open' },
]

/** Keys that begin a pair wait so long for the second. */
export const PAIR_MS = 1_000

/** The pressed keys as a shortcut writes them: "g q" once both were pressed in time. */
export function chordOf(
  pressed: string,
  before: { readonly key: string; readonly at: number } | undefined,
  at: number
): string {
  const isPair = before?.key === 'g' && at - before.at <= PAIR_MS
  return isPair ? `g ${pressed}` : pressed
}
