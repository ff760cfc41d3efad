/**
 * Features of the offer's fare basis code. Its first letter is the RBD, whose price ladder is
 * specific to each airline; the following characters encode season, days and advance purchase; the
 * end often names the fare family, such as basic economy.
 */
import type { Feature, FeatureContext } from '../feature'

export const fareBasis: readonly Feature[] = [
  {
    name: 'rbd',
    kind: 'category',
    unit: 'reservation booking designator',
    description: 'RBD of the fare: the first letter of the fare basis.',
    source: ['itinerary'],
    value: (context) => part(context, 0, 1),
  },
  {
    name: 'airline_rbd',
    kind: 'category',
    unit: 'airline code and RBD',
    description: 'RBD on the ladder of its airline, such as "DL-Q".',
    source: ['itinerary'],
    value: (context) => {
      const { airline } = context.itinerary
      const rbd = part(context, 0, 1)
      return airline && rbd && `${airline}-${rbd}`
    },
  },
  {
    name: 'fare_basis_rule',
    kind: 'category',
    unit: 'two characters',
    description: 'Second and third character of the fare basis.',
    source: ['itinerary'],
    value: (context) => part(context, 1, 3),
  },
  {
    name: 'fare_basis_tail',
    kind: 'category',
    unit: 'two characters',
    description: 'Last two characters of the fare basis.',
    source: ['itinerary'],
    value: (context) => part(context, -2),
  },
]

/** Returns undefined when the code is too short for that part. */
function part({ itinerary }: FeatureContext, from: number, to?: number): string | undefined {
  return itinerary.fareBasis?.slice(from, to) || undefined
}
