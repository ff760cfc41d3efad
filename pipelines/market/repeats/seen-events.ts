/**
 * Hashes of the most recently counted events: the latest 65,536 at least, 131,072 at most, in two
 * generations. When the young one is full, the old one is dropped and the young one becomes old.
 * Hashes are also stored in order of arrival, in segments: a batch rewrites only the segment being
 * filled, 32 KB at most.
 */
import { WORDS_PER_HASH } from '../../events/event-hash'

export const SEGMENT_HASHES = 4096
export const GENERATION_SEGMENTS = 16

export type Segment = { readonly number: number; length: number; readonly words: Uint32Array }

export type SeenEvents = {
  young: HashSet
  old: HashSet
  open: Segment
  /** Segments changed since `takeSegments` was last called. */
  readonly changed: Set<Segment>
}

export function createSeenEvents(): SeenEvents {
  const open = createSegment(0)
  return { young: createSet(), old: createSet(), open, changed: new Set() }
}

/** `stored` contains the segments of the last two generations, in any order. */
export function restoreSeenEvents(stored: readonly Segment[]): SeenEvents {
  const seen = createSeenEvents()
  const segments = stored.toSorted((a, b) => a.number - b.number)
  for (const { number, length, words } of segments) {
    if (number > seen.open.number) startSegment(seen, number)
    for (let row = 0; row < length * WORDS_PER_HASH; row += WORDS_PER_HASH) {
      remember(seen, words[row] ?? 0, words[row + 1] ?? 0)
    }
  }
  seen.changed.clear()
  return seen
}

export function hasSeen({ young, old }: SeenEvents, low: number, high: number): boolean {
  return contains(young, low, high) || contains(old, low, high)
}

/** Call `hasSeen` first: this adds the hash without looking for it. */
export function remember(seen: SeenEvents, low: number, high: number): void {
  if (seen.open.length === SEGMENT_HASHES) startSegment(seen, seen.open.number + 1)
  const { open } = seen
  open.words[open.length * WORDS_PER_HASH] = low
  open.words[open.length * WORDS_PER_HASH + 1] = high
  open.length += 1
  seen.changed.add(open)
  insert(seen.young, low, high)
}

/** Returns the changed segments, to be stored, and the numbers of those dropped since. */
export function takeSegments(seen: SeenEvents): { changed: Segment[]; forgotten: number[] } {
  const changed = [...seen.changed]
  seen.changed.clear()
  const beganGeneration = changed.some(({ number }) => number % GENERATION_SEGMENTS === 0)
  const oldest = oldestSegment(seen)
  const forgotten = Array.from(
    { length: beganGeneration ? Math.min(oldest, GENERATION_SEGMENTS) : 0 },
    (_, index) => oldest - 1 - index
  )
  return { changed, forgotten }
}

/** Segments below this number have been dropped. */
function oldestSegment({ open }: SeenEvents): number {
  return Math.max(0, generationOf(open.number) - 1) * GENERATION_SEGMENTS
}

function startSegment(seen: SeenEvents, number: number): void {
  const generations = generationOf(number) - generationOf(seen.open.number)
  if (generations > 0) {
    seen.old = generations === 1 ? seen.young : createSet()
    seen.young = createSet()
  }
  seen.open = createSegment(number)
  const oldest = oldestSegment(seen)
  for (const segment of seen.changed) if (segment.number < oldest) seen.changed.delete(segment)
}

function generationOf(segment: number): number {
  return Math.floor(segment / GENERATION_SEGMENTS)
}

function createSegment(number: number): Segment {
  return { number, length: 0, words: new Uint32Array(SEGMENT_HASHES * WORDS_PER_HASH) }
}

/** Open addressing with linear probing, at most half full; a slot of two zero words is free. */
type HashSet = { size: number; slots: Uint32Array }

function createSet(): HashSet {
  return { size: 0, slots: new Uint32Array(256 * WORDS_PER_HASH) }
}

function contains({ slots }: HashSet, low: number, high: number): boolean {
  const at = find(slots, low, high)
  return slots[at] !== 0 || slots[at + 1] !== 0
}

function insert(set: HashSet, low: number, high: number): void {
  if (set.size * 2 * WORDS_PER_HASH >= set.slots.length) grow(set)
  const at = find(set.slots, low, high)
  set.slots[at] = low
  set.slots[at + 1] = high
  set.size += 1
}

/** Index of the hash, or of the free slot for it. */
function find(slots: Uint32Array, low: number, high: number): number {
  const mask = slots.length - 1
  let at = (low * WORDS_PER_HASH) & mask
  while (slots[at] !== 0 || slots[at + 1] !== 0) {
    if (slots[at] === low && slots[at + 1] === high) return at
    at = (at + WORDS_PER_HASH) & mask
  }
  return at
}

function grow(set: HashSet): void {
  const before = set.slots
  set.slots = new Uint32Array(before.length * 2)
  for (let at = 0; at < before.length; at += WORDS_PER_HASH) {
    const low = before[at] ?? 0
    const high = before[at + 1] ?? 0
    if (low === 0 && high === 0) continue
    const free = find(set.slots, low, high)
    set.slots[free] = low
    set.slots[free + 1] = high
  }
}
