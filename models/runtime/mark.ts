import { derivation } from './derivation'

/** Stands for one object: equal marks mean the very same object, and keeping a mark does not keep the object. */
export type Mark = { readonly of?: never }

const marks = derivation((_: object): Mark => ({}))

/** Undefined has no mark. */
export function markOf(value: object | undefined): Mark | undefined {
  return value && marks(value)
}
