/**
 * Airlines of a market against each other: how often each is shown and cheapest, how its fares
 * compare with the lowest of the same cabin, trip kind, currency and booking window, and how they
 * moved.
 */
export type FareMean = {
  /** 0 for the earlier half of the days, 1 for the later. */
  readonly half: number
  readonly airline: string
  /** Cabin, trip kind, currency and booking window. */
  readonly group: string
  readonly shown: number
  readonly cheapest: number
  /** Sum of logarithms of lowest fares. */
  readonly logSum: number
}

export type Competitor = {
  readonly airline: string
  /** 1 has the lowest fares for like. */
  readonly rank: number
  /** Searches that showed it, as a share of those that showed any fare. */
  readonly shownShare: number
  /** Searches in which nothing was cheaper, as a share of those that showed it. */
  readonly cheapestShare: number
  /** Its fares over the lowest fares for like; 1 is always the lowest. */
  readonly ratioToLowest: number
  /** Its fares over those of the account's own airlines for like; undefined where none compare. */
  readonly ratioToOwn: number | undefined
  /** Change of its fares from the earlier half of the days to the later, for like. */
  readonly move: number | undefined
}

type Cell = { shown: number; cheapest: number; logSum: number }
type Cells = ReadonlyMap<string, Cell>

/** `anyAirline` is the name under which the lowest fare of all airlines is summed. */
export function competitors(
  means: readonly FareMean[],
  anyAirline: string,
  own: ReadonlySet<string>
): Competitor[] {
  const lowest = cellsOf(means.filter(({ airline }) => airline === anyAirline))
  const ours = cellsOf(means.filter(({ airline }) => own.has(airline)))
  const total = shownIn(lowest)
  const airlines = Map.groupBy(
    means.filter(({ airline }) => airline !== anyAirline),
    ({ airline }) => airline
  )
  return [...airlines]
    .flatMap(([airline, rows]) => {
      const cells = cellsOf(rows)
      const ratioToLowest = ratioOf(cells, lowest)
      if (ratioToLowest === undefined) return []
      const shown = shownIn(cells)
      const halves = [0, 1].map((half) => cellsOf(rows.filter((row) => row.half === half)))
      const [before = new Map(), after = new Map()] = halves
      const moved = ratioOf(after, before)
      return [
        {
          airline,
          shownShare: total > 0 ? shown / total : 0,
          cheapestShare: [...cells.values()].reduce((sum, cell) => sum + cell.cheapest, 0) / shown,
          ratioToLowest,
          ratioToOwn: own.has(airline) ? 1 : ratioOf(cells, ours),
          move: moved === undefined ? undefined : moved - 1,
        },
      ]
    })
    .sort((a, b) => a.ratioToLowest - b.ratioToLowest || (a.airline < b.airline ? -1 : 1))
    .map((each, at) => ({ ...each, rank: at + 1 }))
}

/** Geometric mean of the ratios by group, weighed by the searches of the first. */
function ratioOf(cells: Cells, others: Cells): number | undefined {
  let log = 0
  let weight = 0
  for (const [group, cell] of cells) {
    const other = others.get(group)
    if (!other) continue
    log += cell.shown * (cell.logSum / cell.shown - other.logSum / other.shown)
    weight += cell.shown
  }
  return weight > 0 ? Math.exp(log / weight) : undefined
}

function cellsOf(rows: readonly FareMean[]): Cells {
  const cells = new Map<string, Cell>()
  for (const { group, shown, cheapest, logSum } of rows) {
    const cell = cells.get(group) ?? { shown: 0, cheapest: 0, logSum: 0 }
    cell.shown += shown
    cell.cheapest += cheapest
    cell.logSum += logSum
    cells.set(group, cell)
  }
  return cells
}

function shownIn(cells: Cells): number {
  return [...cells.values()].reduce((sum, { shown }) => sum + shown, 0)
}
