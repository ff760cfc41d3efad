/** The text of a body in pieces: a large one is never wholly in memory unless a reader needs it. */
export interface BodyText {
  /** From the beginning at each call. */
  pieces(): Iterable<string>
  whole(): string
}

export function bodyText(text: string): BodyText {
  return { pieces: () => [text], whole: () => text }
}
