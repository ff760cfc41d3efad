/** Settled forecasts of a model that errs in a known way. */
import type { ForecastSample } from '../../pipelines/ledger/recalibration/settled-forecasts'

/** A repeatable value in -1 to 1. */
export function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43758.5453
  return 2 * (value - Math.floor(value)) - 1
}

/** 40 days of 20 departures; `truth` is the log ratio that happens, `point` the model's. */
export function settledSamples(
  of: (index: number) => Pick<ForecastSample, 'point' | 'low' | 'high' | 'actual'>,
  horizonDays = 7
): ForecastSample[] {
  return Array.from({ length: 800 }, (_, index) => ({
    model: 'outlook@v1',
    day: 20_000 + Math.floor(index / 20),
    unit: `LIS-JFK/${index % 100}`,
    daysOut: '14-29',
    horizonDays,
    ...of(index),
  }))
}
