/** Metropolitan areas: the airports that serve a city of more than one, the busiest first. */
import type { DatedRow } from './successors'

/** OpenTravelData ranks airports with traffic; those opened since then have no rank yet. */
const UNRANKED_SINCE = '2015-01-01'

export function areasOf(rows: readonly DatedRow[]): ReadonlyMap<string, readonly string[]> {
  const codes = new Set(rows.map(({ code }) => code))
  const live = new Set(rows.filter(({ until }) => until === '').map(({ code }) => code))
  const airports = rows.filter(
    (row) =>
      row.kind === 'A' &&
      row.successor === '' &&
      isServed(row) &&
      // The code of a closed airport may be another's by now.
      (row.until === '' || !live.has(row.code))
  )
  const members = new Map<string, Map<string, number>>()
  for (const { code, cities, rank } of airports) {
    for (const city of cities.split(' ')) {
      const area = members.get(city) ?? new Map<string, number>()
      members.set(city, area.set(code, Math.max(area.get(code) ?? 0, Number(rank))))
    }
  }
  const ordered = [...members].map(([city, area]) => [city, byRank(area)] as const)
  return new Map(
    ordered.filter(([city, area]) => codes.has(city) && (area.length > 1 || area[0] !== city))
  )
}

function byRank(area: ReadonlyMap<string, number>): string[] {
  return [...area]
    .sort(([a, rankA], [b, rankB]) => rankB - rankA || (a < b ? -1 : 1))
    .map(([code]) => code)
}

function isServed({ rank, from, until }: DatedRow): boolean {
  return rank !== '' || until !== '' || from >= UNRANKED_SINCE
}
