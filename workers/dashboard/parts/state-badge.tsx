/** A state as a word; colour only repeats what the word says. */
const GOOD = ['ok', 'pass', 'resolved', 'delivered', 'enabled', 'up']
const BAD = ['open', 'fail', 'failed', 'raised', 'dead', 'disabled', 'down', 'degraded']
const WARN = ['warn', 'acknowledged', 'confirmed', 'pending', 'more', 'busy', 'running']

export function StateBadge({ state }: { readonly state: string }) {
  return <span class={`badge ${toneOf(state)}`}>{state}</span>
}

function toneOf(state: string): string {
  if (GOOD.includes(state)) return 'badge-good'
  if (BAD.includes(state)) return 'badge-bad'
  return WARN.includes(state) ? 'badge-warn' : ''
}
