/** The age of a value; grey once it is older than it should be. */
import { usePage } from '../client/page-state'
import { ageText, dayAgeText, instantOf, instantText, isDay } from '../plain/age-text'

type AgeProps = {
  /** An instant or a day; null where nothing was seen. */
  readonly at: string | number | null | undefined
  /** Older than this is grey. */
  readonly promiseMs?: number
  readonly prefix?: string
}

export function Age({ at, promiseMs = Number.POSITIVE_INFINITY, prefix = '' }: AgeProps) {
  const now = usePage().now.value
  if (at === null || at === undefined) return <span class="age stale">{prefix}never</span>
  const instant = instantOf(at)
  const age = now - instant
  const text = isDay(at) ? dayAgeText(at, now) : `${ageText(age)} ago`
  const isStale = age > promiseMs
  return (
    <time
      class={isStale ? 'age stale' : 'age'}
      dateTime={new Date(instant).toISOString()}
      title={instantText(instant, now)}
    >
      {prefix}
      {text}
      {isStale ? ', stale' : ''}
    </time>
  )
}
