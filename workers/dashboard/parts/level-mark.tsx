/** A level by sign, word and colour. */
const SIGNS = { low: '▼', medium: '■', typical: '■', high: '▲' } as const
export type LevelName = keyof typeof SIGNS

export function LevelMark({ level }: { readonly level: LevelName | null }) {
  if (level === null) return <span class="level level-none">no level</span>
  return (
    <span class={`level level-${level}`}>
      <i aria-hidden="true">{SIGNS[level]}</i> {level}
    </span>
  )
}
