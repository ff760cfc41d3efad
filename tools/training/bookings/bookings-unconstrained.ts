/** Errors of unconstraining against true demand, where most departures sold out. */
import { unconstrainCurves } from '../../../pipelines/features/bookings/unconstrain-curves'
import {
  unconstrainByEm,
  unconstrainByProjection,
} from '../../../pipelines/features/bookings/unconstrain-finals'
import {
  limitFor,
  observe,
  type WantedCurves,
} from '../../../pipelines/training/bookings/simulated-bookings'
import type { Metric } from '../kit/trainer'

type Method =
  | 'bookings taken as demand'
  | 'EM on finals'
  | 'projection detruncation'
  | 'EM on curves'

/** Whole departures of all markets; bias and WAPE against the truth. */
export function judgeUnconstraining(markets: readonly WantedCurves[], share: number): Metric[] {
  const sums = new Map<Method, { signed: number; absolute: number; greatest: number }>()
  let wantedSum = 0
  let departures = 0
  let closed = 0
  for (const { wanted } of markets) {
    const evening = wanted.firstDay + wanted.gained.length
    const observed = observe(wanted, limitFor(wanted, share), evening)
    const flies = observed.map(({ seenTo }) => seenTo === 0)
    const finals = observed.map(({ gained, closedAt }) => ({
      booked: gained.reduce((sum, each) => sum + each, 0),
      closed: closedAt !== undefined,
    }))
    const truth = wanted.gained.map((curve) => curve.reduce((sum, each) => sum + each, 0))
    const flying = finals.filter((_, at) => flies[at])
    const target = truth.filter((_, at) => flies[at])
    const whole = target.reduce((sum, each) => sum + each, 0)
    wantedSum += whole
    departures += target.length
    closed += flying.filter((each) => each.closed).length
    const estimates: readonly (readonly [Method, readonly number[]])[] = [
      ['bookings taken as demand', flying.map(({ booked }) => booked)],
      ['EM on finals', unconstrainByEm(flying) ?? []],
      ['projection detruncation', unconstrainByProjection(flying) ?? []],
      ['EM on curves', unconstrainCurves(observed).finals.filter((_, at) => flies[at])],
    ]
    for (const [method, values] of estimates) {
      const sum = sums.get(method) ?? { signed: 0, absolute: 0, greatest: 0 }
      const errors = target.map((each, at) => (values[at] ?? 0) - each)
      const signed = errors.reduce((total, error) => total + error, 0)
      sums.set(method, {
        signed: sum.signed + signed,
        absolute: sum.absolute + errors.reduce((total, error) => total + Math.abs(error), 0),
        greatest: Math.max(sum.greatest, Math.abs(signed) / whole),
      })
    }
  }
  return [...sums].map(([model, { signed, absolute, greatest }]) => ({
    data: 'simulator',
    split: `unconstraining, ${((100 * closed) / departures).toFixed(0)} % of departures closed`,
    rows: departures,
    train_rows: 0,
    model,
    values: {
      bias: signed / wantedSum,
      wape: absolute / wantedSum,
      greatest_market_bias: greatest,
    },
  }))
}
