/**
 * A separate random stream (sfc32) for each name: draws of one market and departure date never change
 * another, so results do not depend on the number of markets or the start of the run.
 */

/** Returns draws in [0, 1). */
export type Stream = () => number

export function stream(seed: number, name: string): Stream {
  let a = hash(0x9e3779b9 ^ seed, name)
  let b = hash(a ^ 0x243f6a88, name)
  let c = hash(b ^ 0xb7e15162, name)
  let counter = 1
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) / 2 ** 32
  }
  for (let index = 0; index < 8; index += 1) draw()
  return draw
}

/** FNV-1a, then the murmur3 finaliser. */
function hash(seed: number, name: string): number {
  let value = 0x811c9dc5 ^ seed
  for (let index = 0; index < name.length; index += 1) {
    value = Math.imul(value ^ name.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}

/** Draws by inversion, which is exact for the small means here and needs one draw. */
export function poisson(random: Stream, mean: number): number {
  if (mean <= 0) return 0
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)))
  let left = random()
  let chance = Math.exp(-mean)
  let count = 0
  while (left > chance && count < 200) {
    left -= chance
    count += 1
    chance *= mean / count
  }
  return count
}

export function normal(random: Stream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Draws Gumbel noise; choosing the greatest utility with it gives logit probabilities. */
export function gumbel(random: Stream): number {
  return -Math.log(-Math.log(random() * (1 - 2e-12) + 1e-12))
}
