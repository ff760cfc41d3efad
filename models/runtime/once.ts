/** A constant that is computed when it is first needed: reading a table costs start-up time otherwise. */
export function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined
  return () => {
    kept ??= { value: compute() }
    return kept.value
  }
}
