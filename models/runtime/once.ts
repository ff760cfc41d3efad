/** Computes a constant on first use: decoding a table at start-up would delay every cold start. */
export function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined
  return () => {
    computed ??= { value: compute() }
    return computed.value
  }
}
