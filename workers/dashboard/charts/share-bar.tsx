/** A share of 0 to 1 as a bar beside its text. */
export function ShareBar({ share, text }: { readonly share: number; readonly text: string }) {
  const width = 100 * Math.max(0, Math.min(1, share))
  return (
    <span class="bar-cell">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-ground" width="100" height="8" rx="2" />
        <rect width={width} height="8" rx="2" />
      </svg>
      {text}
    </span>
  )
}
