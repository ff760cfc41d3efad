/** Shows an answer once it is there; until then, or instead, says why it is not. */
import type { ComponentChildren } from 'preact'
import type { Answer } from '../client/answer-store'
import { setKey, usePage } from '../client/page-state'
import type { Refusal } from '../plain/api-types'

type AwaitProps<T> = {
  readonly answer: Answer<T>
  readonly children: (body: T) => ComponentChildren
  /** Lines that the loading state takes, so that nothing jumps when the answer comes. */
  readonly lines?: number
}

export function Await<T>({ answer, children, lines = 4 }: AwaitProps<T>) {
  const { body, refusal } = answer
  if (body === undefined && refusal) return <Refused refusal={refusal} />
  if (body === undefined) return <Loading lines={lines} />
  return (
    <>
      {refusal && <p class="state-line">Not refreshed: {refusal.detail}</p>}
      {children(body)}
    </>
  )
}

function Loading({ lines }: { readonly lines: number }) {
  return (
    <div class="loading" aria-busy="true">
      <span class="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <i key={line} />
      ))}
    </div>
  )
}

export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const page = usePage()
  return (
    <div class="state" role="alert">
      <strong>{refusal.title}</strong>
      <p>{refusal.detail}</p>
      {refusal.status === 401 && (
        <button type="button" onClick={() => setKey(page, undefined)}>
          Enter another key
        </button>
      )}
    </div>
  )
}

/** Nothing to show, and what to do about it. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <div class="state empty">{children}</div>
}
