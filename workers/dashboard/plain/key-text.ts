/** The keyboard map, and the command that a key stands for. */
export type Shortcut = {
  readonly keys: string
  readonly does: string
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: '/', does: 'Search markets and places' },
  { keys: 'g m', does: 'Market' },
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
