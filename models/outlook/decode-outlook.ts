/**
 * Converts the outlook model's outputs to money and probabilities: logarithms of later fares over
 * the fare now, logits of drops, and the expected result of waiting. Adds conformal shifts, sorts
 * quantiles, and makes drop probabilities monotone in days and share.
 */
import type { Manifest } from '../runtime/artifact'
import { conformalShifts } from '../runtime/conformal'
import {
  DROP_SHARES,
  type HorizonOutlook,
  OUTLOOK_HORIZONS,
  OUTLOOK_QUANTILES,
  type Outlook,
  type OutlookQuestion,
  type WaitOutlook,
} from './outlook-model'

type Read = (name: string) => number

/** Column names by horizon, built once: a calendar decodes hundreds of rows. */
const HORIZONS = OUTLOOK_HORIZONS.map((days) => ({
  days,
  point: `point_${days}d`,
  quantiles: OUTLOOK_QUANTILES.map((share) => `q${Math.round(share * 100)}_${days}d`),
  drops: DROP_SHARES.map((share) => `drop${Math.round(share * 100)}_${days}d`),
  change: `change_${days}d`,
  loss: `loss_${days}d`,
  saves: `saves_${days}d`,
}))
type Names = (typeof HORIZONS)[number]

/** The columns that an outlook model must have, in any order. */
export const OUTLOOK_OUTPUTS: readonly string[] = HORIZONS.flatMap(
  ({ point, quantiles, drops, change, loss, saves }) => [
    ...[point, ...quantiles, ...drops],
    ...[change, loss, saves],
  ]
)

/**
 * One outlook per question; undefined on the day of departure and where an output is not finite.
 */
export function decodeOutlooks(
  outputs: Float32Array,
  questions: readonly OutlookQuestion[],
  manifest: Pick<Manifest, 'outputs' | 'conformal'>
): readonly (Outlook | undefined)[] {
  const width = manifest.outputs.length
  const columns = new Map(manifest.outputs.map((name, column) => [name, column]))
  return questions.map((question, row) => {
    const { daysToDeparture } = question
    const shifts = conformalShifts(manifest, { daysToDeparture })
    const read = (name: string) => {
      const column = columns.get(name)
      if (column === undefined) return Number.NaN
      return (outputs[row * width + column] ?? Number.NaN) + (shifts[name] ?? 0)
    }
    return OUTLOOK_OUTPUTS.every((name) => Number.isFinite(read(name)))
      ? decode(question, read)
      : undefined
  })
}

function decode(
  { lowestMinor, daysToDeparture }: OutlookQuestion,
  read: Read
): Outlook | undefined {
  if (daysToDeparture < 1) return undefined
  return {
    lowestMinor,
    daysToDeparture,
    horizons: HORIZONS.filter(({ days }) => days <= daysToDeparture).map((names) =>
      horizon(lowestMinor, names, read)
    ),
    drops: monotone(HORIZONS.map(({ drops }) => drops.map((name) => chance(read(name))))),
    waits: HORIZONS.map((names) => wait(names, read)),
  }
}

function horizon(lowestMinor: number, names: Names, read: Read): HorizonOutlook {
  const minor = (name: string) => Math.round(lowestMinor * Math.exp(read(name)))
  return {
    days: names.days,
    fareMinor: minor(names.point),
    quantilesMinor: names.quantiles.map(minor).sort((a, b) => a - b),
  }
}

function wait(names: Names, read: Read): WaitOutlook {
  const change = Math.max(-1, read(names.change))
  return {
    days: names.days,
    change,
    // The loss is at least the expected change.
    loss: Math.max(0, change, read(names.loss)),
    pSaves: chance(read(names.saves)),
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
