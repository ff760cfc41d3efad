/** Checks the invariants of every shipped artifact. */
import { beforeAll, describe, expect, test } from 'vitest'
import { anomaly } from '../../models/anomaly/hosted-anomaly'
import { bookings } from '../../models/bookings/hosted-bookings'
import { choice } from '../../models/choice/hosted-choice'
import { demandLevel } from '../../models/demand-level/hosted-demand-level'
import { fare } from '../../models/fare/hosted-fare'
import { outlook } from '../../models/outlook/hosted-outlook'
import { hold } from '../../models/quote-validity/hosted-quote-validity'
import { encode } from '../../models/runtime/encode'
import type { FeatureRow } from '../../models/runtime/features'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../models/runtime/golden'
import type { HostedModel } from '../../models/runtime/hosted-model'
import type { ModelPort } from '../../models/runtime/model-port'
import {
  goldenRows,
  SHIPPED,
  type ShippedArtifact,
  shippedArtifact,
} from '../build/shipped-artifact'

/** All artifacts fit in 64 MB of WASM memory; Workers KV and one isolate set the other limits. */
const MAX_BYTES = 1_000_000

/** Licences that let a model be shipped (models/NOTICE.md); evaluation data has others. */
const SHIPPABLE = /^(CC0|CC BY 4\.0|MIT)$/

const hosted = <Question, Answer>(
  hosted: HostedModel<ModelPort<Question, Answer>>,
  ask: (row: FeatureRow) => Question
) => ({
  model: hosted.model,
  answers: ({ session, manifest }: ShippedArtifact): Promise<readonly unknown[]> =>
    hosted.serve(session).predict(goldenRows(manifest).map(ask)),
  explanations: ({ session, manifest }: ShippedArtifact, output: string) => {
    const port = hosted.serve(session)
    return goldenRows(manifest).map((row) => port.explain?.(ask(row), output))
  },
})

/** Models whose answers the API explains. */
const EXPLAINED = ['fare', 'outlook', 'hold', 'demand-level', 'bookings']

const MODELS = [
  hosted(fare, (row) => row),
  hosted(hold, (row) => row),
  hosted(demandLevel, (row) => row),
  hosted(anomaly, (row) => row),
  hosted(choice, (row) => [row]),
  hosted(outlook, (row) => ({
    row,
    lowestMinor: 10_000,
    daysToDeparture: Math.max(1, daysOf(row)),
  })),
  hosted(bookings, (row) => ({
    row,
    pickupForecast: 100,
    bookedSeats: 40,
    daysToDeparture: daysOf(row),
  })),
]

test('every model that ships is checked here', () => {
  expect(MODELS.map(({ model }) => model)).toEqual(expect.arrayContaining(SHIPPED))
})

describe.each(MODELS.filter(({ model }) => SHIPPED.includes(model)))('$model', (each) => {
  let shipped: ShippedArtifact

  beforeAll(async () => {
    shipped = await shippedArtifact(each.model)
  })

  test('matches its manifest and size limit', async () => {
    const { manifest, onnx } = shipped
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', onnx))
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    expect(hex).toBe(manifest.onnx_sha256)
    expect(onnx.length).toBe(manifest.onnx_bytes)
    expect(onnx.length).toBeLessThanOrEqual(MAX_BYTES)
    expect(manifest.model).toBe(each.model)
  })

  test('answers its golden rows by the forest', () => {
    const { manifest, forest } = shipped
    const outputs = forest.predict(goldenFeatures(manifest), manifest.golden.features.length)
    expect(goldenDifference(outputs, manifest)).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
  })

  test('encodes golden rows as training did', () => {
    const { manifest } = shipped
    const [encoded, wanted] = [encode(goldenRows(manifest), manifest), goldenFeatures(manifest)]
    expect(encoded).toHaveLength(wanted.length)
    const missed = [...wanted].filter(
      (value, at) => !same(encoded[at] ?? Number.POSITIVE_INFINITY, value)
    )
    expect(missed).toEqual([])
  })

  test('decodes golden rows into finite answers', async () => {
    const answers = await each.answers(shipped)
    expect(answers).toHaveLength(shipped.manifest.golden.features.length)
    const numbers = answers.flatMap(numbersIn)
    expect(numbers.length).toBeGreaterThanOrEqual(answers.length)
    expect(answers.every((answer) => answer !== undefined)).toBe(true)
    expect(numbers.every(Number.isFinite)).toBe(true)
  })

  test.runIf(EXPLAINED.includes(each.model))('explains golden rows as its boosters do', () => {
    const { contributions = [] } = shipped.manifest
    expect(contributions.length).toBeGreaterThan(0)
    for (const { output, rows } of contributions) {
      const explained = each.explanations(shipped, output).slice(0, rows.length)
      for (const [at, encoded] of explained.entries()) {
        const effects = [...(encoded?.effects ?? []).map(({ effect }) => effect), encoded?.base]
        const missed = rows[at]?.map((wanted, input) => Math.abs(wanted - (effects[input] ?? NaN)))
        expect(Math.max(...(missed ?? [NaN]))).toBeLessThanOrEqual(1e-4)
      }
    }
  })

  test('was fitted on data with a licence to ship, named for each figure', () => {
    const { training, metrics } = shipped.manifest
    expect(training.data.length).toBeGreaterThan(0)
    for (const { licence } of training.data) expect(licence).toMatch(SHIPPABLE)
    expect(metrics.length).toBeGreaterThan(0)
  })
})

/** An amount is converted to major units and back, which rounds to a float32. */
function same(encoded: number, wanted: number): boolean {
  return Object.is(encoded, wanted) || Math.abs(encoded - wanted) <= 1e-5 * Math.abs(wanted)
}

function daysOf({ values }: FeatureRow): number {
  return Number(values.days_to_departure ?? 20)
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}
