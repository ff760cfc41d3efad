/** Work by due time; of the same time, in the order it was added. A binary heap. */
import type { Isolate } from './isolate'

export type Work = { readonly run: () => void; readonly isolate: Isolate | undefined }
export type Entry = { readonly at: number; readonly order: number; readonly work: Work }

export class Agenda {
  readonly #heap: Entry[] = []
  #added = 0

  add(at: number, work: Work): void {
    const heap = this.#heap
    const entry = { at, order: this.#added, work }
    this.#added += 1
    let place = heap.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (!parent || isBefore(parent, entry)) break
      heap[place] = parent
      place = above
    }
    heap[place] = entry
  }

  /** The next entry when it is due by then. */
  takeUntil(until: number): Entry | undefined {
    const [first] = this.#heap
    if (!first || first.at > until) return undefined
    const last = this.#heap.pop()
    if (last && last !== first) this.#sink(last)
    return first
  }

  #sink(entry: Entry): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      const left = heap[2 * place + 1]
      const right = heap[2 * place + 2]
      if (!left) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (isBefore(entry, child)) break
      heap[place] = child
      place = 2 * place + (isRight ? 2 : 1)
    }
    heap[place] = entry
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
