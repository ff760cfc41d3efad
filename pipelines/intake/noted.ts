/** Problems of many records: the first are named, all are counted. */
import type { Refusal } from '../wire/refusal'
import { MAX_NAMED } from './body/limits'

export type Rejected = { readonly line: number; readonly refusals: readonly Refusal[] }
export type Noted = {
  readonly count: number
  /** Refusals by their code, of all records. */
  readonly codes: ReadonlyMap<Refusal['code'], number>
  readonly named: readonly Rejected[]
}

export type Notes = {
  /** `count` where it is not one. */
  add(rejected: Rejected, count?: number): void
  noted(): Noted
}

export function takeNotes(): Notes {
  const named: Rejected[] = []
  const codes = new Map<Refusal['code'], number>()
  let total = 0
  return {
    add(rejected, count = 1) {
      total += count
      for (const { code } of rejected.refusals) codes.set(code, (codes.get(code) ?? 0) + 1)
      if (named.length < MAX_NAMED) named.push(rejected)
    },
    noted: () => ({ count: total, codes, named }),
  }
}

/** Adds notes of records that were judged before these. */
export function withEarlier(earlier: readonly Rejected[], { count, codes, named }: Noted): Noted {
  const notes = takeNotes()
  for (const rejected of earlier) notes.add(rejected, rejected.refusals.length)
  const first = notes.noted()
  const summed = new Map(first.codes)
  for (const [code, more] of codes) summed.set(code, (summed.get(code) ?? 0) + more)
  return {
    count: first.count + count,
    codes: summed,
    named: [...first.named, ...named].slice(0, MAX_NAMED),
  }
}
