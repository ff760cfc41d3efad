/**
 * Random draws by name: the same seed and name give the same draw, independent of earlier draws. A fare
 * does not depend on the order of reads, and a longer run repeats the shorter one.
 */

/** Returns a draw in [0, 1): FNV-1a of the name, then the murmur3 finaliser to spread its bits. */
export function chance(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Returns an approximately normal draw around 0 with deviation 1, never beyond 3.5. */
export function bell(seed: number, name: string): number {
  let sum = 0
  for (let index = 0; index < 12; index += 1) sum += chance(seed, `${name}/${index}`)
  return Math.max(-3.5, Math.min(3.5, sum - 6))
}

/** Picks a key with probability proportional to its weight. */
export function pick<T>(weights: ReadonlyMap<T, number>, draw: number): T | undefined {
  let left = draw * [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  for (const [value, weight] of weights) {
    left -= weight
    if (left < 0) return value
  }
  return undefined
}
