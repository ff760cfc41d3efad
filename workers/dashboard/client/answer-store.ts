/**
 * Answers by URL. A watched answer is fetched, kept while it is refreshed, and fetched again when
 * its time has come or an event says that it changed. An answer nobody watches is let go.
 */
import { type Signal, signal } from '@preact/signals'
import type { Refusal } from '../plain/api-types'
import type { Reply, SendCall } from './api-request'

export type Answer<T> = {
  readonly body: T | undefined
  readonly refusal: Refusal | undefined
  readonly isLoading: boolean
  /** When `body` arrived, by the wall clock. */
  readonly at: number | undefined
}

type Entry = {
  readonly state: Signal<Answer<unknown>>
  watchers: number
  refreshMs: number
  /** Only the newest request of an URL may set its answer. */
  turn: number
  /** When a reply last came, a refusal too; undefined before the first. */
  repliedAt: number | undefined
}

export type AnswerStore = {
  readonly read: (url: string) => Signal<Answer<unknown>>
  /** Returns what ends the watch. */
  readonly watch: (url: string, refreshMs: number) => () => void
  /** Fetches the watched answers for whose URL `matches` holds. */
  readonly refresh: (matches: (url: string) => boolean) => Promise<void>
  /** Fetches what is due; called by the page's clock. */
  readonly tick: () => void
  /** Forgets every answer: another key sees other data. Without a key nothing is fetched. */
  readonly clear: (hasKey: boolean) => void
}

export const NOTHING: Answer<never> = {
  body: undefined,
  refusal: undefined,
  isLoading: false,
  at: undefined,
}

export function createAnswerStore(send: SendCall, wallNow: () => number): AnswerStore {
  const entries = new Map<string, Entry>()

  function entryOf(url: string): Entry {
    const known = entries.get(url)
    if (known) return known
    const entry: Entry = {
      state: signal<Answer<unknown>>(NOTHING),
      watchers: 0,
      refreshMs: 0,
      turn: 0,
      repliedAt: undefined,
    }
    entries.set(url, entry)
    return entry
  }

  async function load(url: string, entry: Entry): Promise<void> {
    entry.turn += 1
    const turn = entry.turn
    entry.state.value = { ...entry.state.peek(), isLoading: true }
    const reply = await send({ url })
    if (entry.turn !== turn) return
    entry.repliedAt = wallNow()
    entry.state.value = settled(entry.state.peek(), reply, entry.repliedAt)
  }

  function isDue({ state, watchers, refreshMs, repliedAt }: Entry): boolean {
    if (watchers === 0 || state.peek().isLoading || repliedAt === undefined) return false
    return wallNow() - repliedAt >= refreshMs
  }

  return {
    read: (url) => entryOf(url).state,
    watch(url, refreshMs) {
      const entry = entryOf(url)
      entry.watchers += 1
      entry.refreshMs = refreshMs
      if (entry.watchers === 1 && !entry.state.peek().isLoading) void load(url, entry)
      return () => {
        entry.watchers -= 1
        // A view that is left for another may watch the same answer a moment later.
        setTimeout(() => {
          if (entry.watchers === 0 && entries.get(url) === entry) entries.delete(url)
        }, 30_000)
      }
    },
    async refresh(matches) {
      const watched = [...entries].filter(([url, { watchers }]) => watchers > 0 && matches(url))
      await Promise.all(watched.map(([url, entry]) => load(url, entry)))
    },
    tick() {
      for (const [url, entry] of entries) if (isDue(entry)) void load(url, entry)
    },
    clear(hasKey) {
      for (const [url, entry] of entries) {
        // A reply on its way is that of the key before.
        entry.turn += 1
        entry.state.value = NOTHING
        entry.repliedAt = undefined
        if (hasKey && entry.watchers > 0) void load(url, entry)
      }
    },
  }
}

/** A refusal leaves the last answer in view, with its age. */
function settled(before: Answer<unknown>, reply: Reply, at: number): Answer<unknown> {
  if (!reply.ok) return { ...before, refusal: reply.refusal, isLoading: false, at: before.at ?? at }
  return { body: reply.body, refusal: undefined, isLoading: false, at }
}
