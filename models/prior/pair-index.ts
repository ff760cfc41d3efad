/** Position of an unordered pair of cities in a triangular table without its diagonal. */
export function pairIndex(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a]
  return (high * (high - 1)) / 2 + low
}

export function pairCount(cities: number): number {
  return (cities * (cities - 1)) / 2
}
