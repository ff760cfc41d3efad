/**
 * Encodes feature rows as the model's input tensor, following its manifest: a category becomes its
 * position in the manifest's list, an amount is in the model's unit, and a value that is unknown,
 * not listed or of another type is NaN. Training and serving both use this.
 */
import type { Manifest } from './artifact'
import type { FeatureRow, FeatureValue } from './features'
import { modelUnit } from './model-unit'

type Column = { readonly name: string; encode(value: FeatureValue, unit: number): number }

/** One input value of a trained model; undefined where the encoded value is missing. */
export type ModelInput = {
  readonly name: string
  readonly unit: string
  readonly value: number | undefined
}

/** Builds the category tables once; reuse the encoder for the lifetime of the model. */
export function createEncoder(manifest: Manifest): (rows: readonly FeatureRow[]) => Float32Array {
  const columns = manifest.inputs.map(columnOf)
  return (rows) => {
    const tensor = new Float32Array(rows.length * columns.length)
    let cell = 0
    for (const row of rows) {
      const unit = modelUnit(row, manifest)
      for (const column of columns) tensor[cell++] = column.encode(row.values[column.name], unit)
    }
    return tensor
  }
}

export function encode(rows: readonly FeatureRow[], manifest: Manifest): Float32Array {
  return createEncoder(manifest)(rows)
}

/** Names one encoded row with the manifest's names and units. */
export function namedInputs(row: FeatureRow, manifest: Manifest): readonly ModelInput[] {
  const tensor = encode([row], manifest)
  return manifest.inputs.map(({ name, unit }, column) => {
    const value = tensor[column] ?? Number.NaN
    return { name, unit, value: Number.isNaN(value) ? undefined : value }
  })
}

function columnOf({ name, kind, categories = [] }: Manifest['inputs'][number]): Column {
  switch (kind) {
    case 'number':
      return { name, encode: (value) => (typeof value === 'number' ? value : Number.NaN) }
    case 'amount':
      return {
        name,
        encode: (value, unit) => (typeof value === 'number' ? value / unit : Number.NaN),
      }
    case 'category': {
      const positions = new Map<FeatureValue, number>(categories.map((text, at) => [text, at]))
      return { name, encode: (value) => positions.get(value) ?? Number.NaN }
    }
  }
}
