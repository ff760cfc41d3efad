import { type Cell, type Column, defineTable, type Kind } from './table'

/** No event tells of decisions yet; the table is there to be queried and written to. */
type Source = Readonly<Record<string, Cell>>

export const decisions = defineTable<Source>({
  name: 'decisions',
  version: 1,
  about: 'One row an answer given: what was asked, what was said, by which model',
  identity: ['decision_id'],
  distinct: [],
  sources: () => [],
  columns: [
    column('decision_id', 'text', 'As the answer named it', true),
    column('occurred_at', 'instant', 'When it was given', true),
    column('received_at', 'instant', 'When it arrived here', true),
    column('resource', 'text', 'What was asked: price_insight, offer_price, ...', true),
    column('market', 'text', 'Origin and destination: "LIS-JFK"'),
    column('departure_date', 'day', 'Local to the origin'),
    column('return_date', 'day', 'Local to the destination'),
    column('cabin', 'text', 'economy, premium, business or first'),
    column('currency', 'text', 'ISO 4217'),
    column('model', 'text', 'Model and version that answered'),
    column('action', 'text', 'What was advised or chosen'),
    column('amount_minor', 'long', 'Price said, in minor units'),
    column('low_minor', 'long', 'Lower end of the interval, in minor units'),
    column('high_minor', 'long', 'Upper end of the interval, in minor units'),
    column('confidence', 'real', 'From 0 to 1'),
    column('propensity', 'real', 'Probability with which the choice was made'),
  ],
})

function column(name: string, kind: Kind, about: string, required = false): Column<Source> {
  return {
    name,
    kind,
    about,
    since: 1,
    ...(required && { required }),
    value: (source) => source[name],
  }
}
