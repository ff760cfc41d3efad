/** Price level of the itinerary's airline within the market, over 30 days. */
import { fareGroupOf, major } from '../context-fares'
import type { Feature, FeatureContext } from '../feature'

export const airlineLevel: readonly Feature[] = [
  {
    name: 'competitor_price_difference',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description:
      "Mean offer of the itinerary's airline less the mean offer of all others, last 30 days.",
    source: ['itinerary', 'market'],
    value: (context) => {
      const { own, others } = levels(context)
      return own && others && major(context, own.meanMinor - others.meanMinor)
    },
  },
  {
    name: 'airline_mean_30d',
    kind: 'amount',
    unit: "major units of the trip's currency",
    description: "Mean offer of the itinerary's airline in the last 30 days.",
    source: ['itinerary', 'market'],
    value: (context) => major(context, levels(context).own?.meanMinor),
  },
  {
    name: 'airline_level',
    kind: 'number',
    unit: 'ratio',
    description: "Mean offer of the itinerary's airline over the mean of all, last 30 days.",
    source: ['itinerary', 'market'],
    value: (context) => {
      const { own, all } = levels(context)
      return own && all && own.meanMinor / all.meanMinor
    },
  },
]

type Level = { readonly count: number; readonly meanMinor: number }
type Levels = {
  readonly own?: Level | undefined
  readonly others?: Level | undefined
  readonly all?: Level | undefined
}

/** The other airlines are those in the snapshot: all of them except in the widest markets. */
function levels(context: FeatureContext): Levels {
  const airlines = fareGroupOf(context)?.airlines
  const { airline } = context.itinerary
  if (!airlines || !airline) return {}
  const entries = Object.entries(airlines)
  return {
    own: Object.hasOwn(airlines, airline) ? airlines[airline] : undefined,
    others: pooled(entries.filter(([code]) => code !== airline).map(([, level]) => level)),
    all: pooled(entries.map(([, level]) => level)),
  }
}

function pooled(levels: readonly Level[]): Level | undefined {
  let count = 0
  let sumMinor = 0
  for (const level of levels) {
    count += level.count
    sumMinor += level.count * level.meanMinor
  }
  return count === 0 ? undefined : { count, meanMinor: sumMinor / count }
}
