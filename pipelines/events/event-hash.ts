/**
 * Events are recognised by a 64-bit hash of type and id, stored as two words. With 131,072 of them
 * remembered, the probability of mistaking a new event for a repeat is 7e-15.
 */

import type { Event } from './event'

/** Ids are unique within their type only. */
export type EventKey = `${Event['type']}:${string}`

export const WORDS_PER_HASH = 2

export function eventKey({ type, id }: Pick<Event, 'type' | 'id'>): EventKey {
  return `${type}:${id}`
}

/** Two independent multiplicative lanes with the finish of MurmurHash3; never both words zero. */
export function hashWords(key: string): readonly [number, number] {
  let low = 0x9e3779b1
  let high = 0x85ebca6b
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    low ^= low >>> 15
    high = Math.imul(high ^ unit, 0x5bd1e995)
    high ^= high >>> 13
  }
  return [finish(low ^ key.length) || 1, finish(high)]
}

function finish(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
