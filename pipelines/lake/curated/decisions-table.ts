import { dayNumber } from '../../../models/airline/calendar'
import type { DecisionEvent } from '../../events/event'
import { type Cell, type Column, defineTable, type Kind } from './table'

type Source = { readonly event: DecisionEvent; readonly priced: Priced }
type Priced = { readonly low?: number; readonly mid?: number; readonly high?: number }

export const decisions = defineTable<Source>({
  name: 'decisions',
  version: 2,
  about: 'One row per recorded answer: the question, the answer and the models',
  identity: ['decision_id'],
  distinct: [],
  sources: (event) => (event.type === 'decision' ? [{ event, priced: pricedIn(event) }] : []),
  columns: [
    required('decision_id', 'text', 'Decision id in the answer', ({ event }) => event.id),
    required('occurred_at', 'instant', 'When the answer was given', ({ event }) => event.at),
    required('received_at', 'instant', 'When it arrived here', ({ event }) => event.receivedAt),
    required(
      'resource',
      'text',
      'Kind of answer: price-insight, quote-check, ...',
      ({ event }) => event.decision.resource
    ),
    column('market', 'text', 'Origin and destination: "LIS-JFK"', ({ event }) => event.market),
    column('departure_date', 'day', 'Local to the origin', ({ event }) =>
      dayNumber(event.departureDate)
    ),
    column('return_date', 'day', 'Local to the destination', ({ event: { returnDate } }) =>
      returnDate === undefined ? undefined : dayNumber(returnDate)
    ),
    column('cabin', 'text', 'economy, premium, business or first', ({ event }) => event.cabin),
    column('currency', 'text', 'ISO 4217', ({ event }) => event.currency || undefined),
    column('model', 'text', 'Models and versions that answered, separated by spaces', modelsOf),
    column('action', 'text', 'Action advised or chosen', ({ event }) => {
      return event.decision.claims.advice?.action
    }),
    column('amount_minor', 'long', 'Predicted price, in minor units', ({ priced }) => priced.mid),
    column('low_minor', 'long', 'Lower end of the interval, in minor units', ({ priced }) => {
      return priced.low
    }),
    column('high_minor', 'long', 'Upper end of the interval, in minor units', ({ priced }) => {
      return priced.high
    }),
    column('confidence', 'real', 'Confidence in the action, 0 to 1', ({ event }) => {
      return event.decision.claims.advice?.confidence
    }),
    column('propensity', 'real', 'Probability with which the answer was recorded', ({ event }) => {
      return event.decision.propensity
    }),
    later('lowest_minor', 'long', 'Lowest fare at the decision, in minor units', ({ event }) => {
      return event.decision.claims.lowestMinor
    }),
    later('price_level', 'text', 'Level of the lowest fare: low, typical or high', ({ event }) => {
      return event.decision.claims.priceLevel
    }),
    later(
      'drop_probability',
      'real',
      'Probability of the requested drop by the deadline',
      (source) => {
        return source.event.decision.claims.advice?.dropProbability
      }
    ),
    later('deadline', 'day', 'UTC; the last day on which the traveller would buy', ({ event }) => {
      const { advice } = event.decision.claims
      return advice && dayNumber(advice.deadline)
    }),
    later(
      'snapshot_version',
      'long',
      'Version of the market snapshot behind the answer',
      ({ event }) => {
        return event.decision.snapshot?.version
      }
    ),
  ],
})

function pricedIn({ decision: { claims } }: DecisionEvent): Priced {
  const { interval } = claims
  return interval
    ? { low: interval.lowMinor, mid: interval.midMinor, high: interval.highMinor }
    : {}
}

function modelsOf({ event }: Source): string | undefined {
  const names = Object.values(event.decision.models).map(({ name }) => name)
  return names.length === 0 ? undefined : names.join(' ')
}

type Value = (source: Source) => Cell | undefined

function column(name: string, kind: Kind, about: string, value: Value): Column<Source> {
  return { name, kind, about, since: 1, value }
}

function required(name: string, kind: Kind, about: string, value: Value): Column<Source> {
  return { ...column(name, kind, about, value), required: true }
}

function later(name: string, kind: Kind, about: string, value: Value): Column<Source> {
  return { ...column(name, kind, about, value), since: 2 }
}
