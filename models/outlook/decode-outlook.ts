/**
 * Converts the outlook model's outputs to money and probabilities: logarithms of later fares over
 * the fare now, logits of drops, and the expected result of waiting. Adds conformal shifts, sorts
 * quantiles, and makes drop probabilities monotone in days and share.
 */
import type { Manifest } from '../runtime/artifact'
import { type ConformalShifts, conformalShifts } from '../runtime/conformal'
import { derivation } from '../runtime/derivation'
import {
  DROP_SHARES,
  type HorizonOutlook,
  OUTLOOK_HORIZONS,
  OUTLOOK_QUANTILES,
  type Outlook,
  type OutlookQuestion,
  type WaitOutlook,
} from './outlook-model'

const HORIZONS = OUTLOOK_HORIZONS.map((days) => ({
  days,
  point: `point_${days}d`,
  quantiles: OUTLOOK_QUANTILES.map((share) => `q${Math.round(share * 100)}_${days}d`),
  drops: DROP_SHARES.map((share) => `drop${Math.round(share * 100)}_${days}d`),
  change: `change_${days}d`,
  loss: `loss_${days}d`,
  saves: `saves_${days}d`,
}))

/** The columns that an outlook model must have, in any order. */
export const OUTLOOK_OUTPUTS: readonly string[] = HORIZONS.flatMap(
  ({ point, quantiles, drops, change, loss, saves }) => [
    ...[point, ...quantiles, ...drops],
    ...[change, loss, saves],
  ]
)

/** Columns of one horizon. */
type Columns = {
  readonly days: number
  readonly point: number
  readonly quantiles: readonly number[]
  readonly drops: readonly number[]
  readonly change: number
  readonly loss: number
  readonly saves: number
}

/** A version's columns, found by name once; -1 for one that it lacks. */
const layoutOf = derivation(({ outputs }: Pick<Manifest, 'outputs'>) => {
  const column = (name: string) => outputs.indexOf(name)
  return {
    needed: OUTLOOK_OUTPUTS.map(column),
    horizons: HORIZONS.map(
      ({ days, point, quantiles, drops, change, loss, saves }): Columns => ({
        days,
        point: column(point),
        quantiles: quantiles.map(column),
        drops: drops.map(column),
        change: column(change),
        loss: column(loss),
        saves: column(saves),
      })
    ),
    /** Shifts by column. */
    shifts: derivation((byName: ConformalShifts) =>
      Float64Array.from(outputs, (name) => byName[name] ?? 0)
    ),
  }
})

/**
 * One outlook per question; undefined on the day of departure and where an output is not finite.
 */
export function decodeOutlooks(
  outputs: Float32Array,
  questions: readonly OutlookQuestion[],
  manifest: Pick<Manifest, 'outputs' | 'conformal'>
): readonly (Outlook | undefined)[] {
  const { needed, horizons, shifts } = layoutOf(manifest)
  const values = new Float64Array(manifest.outputs.length)
  return questions.map((question, row) => {
    const { daysToDeparture } = question
    if (daysToDeparture < 1) return undefined
    const shift = shifts(conformalShifts(manifest, { daysToDeparture }))
    const first = row * values.length
    for (let column = 0; column < values.length; column += 1) {
      values[column] = Number(outputs[first + column]) + Number(shift[column])
    }
    const isWhole = needed.every((column) => Number.isFinite(values[column]))
    return isWhole ? decode(question, horizons, values) : undefined
  })
}

/** `values` are the shifted outputs of one row. */
function decode(
  { lowestMinor, daysToDeparture }: OutlookQuestion,
  all: readonly Columns[],
  values: Float64Array
): Outlook {
  const before = all.filter(({ days }) => days <= daysToDeparture)
  const drops = all.map((columns) => columns.drops.map((column) => chance(Number(values[column]))))
  return {
    lowestMinor,
    daysToDeparture,
    horizons: before.map((columns) => horizon(lowestMinor, columns, values)),
    drops: monotone(drops),
    waits: all.map((columns) => wait(columns, values)),
  }
}

function horizon(lowestMinor: number, columns: Columns, values: Float64Array): HorizonOutlook {
  const minor = (column: number) => Math.round(lowestMinor * Math.exp(Number(values[column])))
  return {
    days: columns.days,
    fareMinor: minor(columns.point),
    quantilesMinor: columns.quantiles.map(minor).sort((a, b) => a - b),
  }
}

function wait({ days, ...columns }: Columns, values: Float64Array): WaitOutlook {
  const change = Math.max(-1, Number(values[columns.change]))
  return {
    days,
    change,
    // The loss is at least the expected change.
    loss: Math.max(0, change, Number(values[columns.loss])),
    pSaves: chance(Number(values[columns.saves])),
  }
}

/**
 * Makes the table monotone, because its heads are fitted separately. Averages two isotonic passes,
 * so that neither direction is favoured.
 */
export function monotone(table: readonly (readonly number[])[]): number[][] {
  const up = table.map((row) => [...row])
  const down = table.map((row) => [...row])
  for (const [h, row] of up.entries()) {
    for (let s = row.length - 1; s >= 0; s -= 1) {
      row[s] = Math.max(row[s] ?? 0, row[s + 1] ?? 0, up[h - 1]?.[s] ?? 0)
    }
  }
  for (let h = down.length - 1; h >= 0; h -= 1) {
    const row = down[h] ?? []
    for (let s = 0; s < row.length; s += 1) {
      row[s] = Math.min(row[s] ?? 1, row[s - 1] ?? 1, down[h + 1]?.[s] ?? 1)
    }
  }
  return up.map((row, h) => row.map((value, s) => (value + (down[h]?.[s] ?? value)) / 2))
}

function chance(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
