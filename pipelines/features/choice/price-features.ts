/** Price of an offer relative to its slate. */
import { byKey, overLeast, standing } from './ranks'
import type { SlateFeature } from './slate-feature'
import type { SlateOffer } from './slate-offer'

const amount = (offer: SlateOffer) => offer.amount

export const PRICE_FEATURES: readonly SlateFeature[] = [
  {
    name: 'price_over_cheapest',
    unit: 'log ratio',
    description: 'amount over the least of the slate',
    reader: ({ offers }) => {
      const amounts = offers.map(amount)
      return (offer) => overLeast(offer.amount, amounts)
    },
  },
  {
    name: 'price_over_median',
    unit: 'log ratio',
    description: 'amount over the median of the slate',
    reader: ({ offers }) => {
      const amounts = standing(offers.map(amount))
      return (offer) => amounts && Math.log(offer.amount / amounts.median)
    },
  },
  {
    name: 'price_rank',
    unit: 'log place',
    description: 'place by amount, equal amounts share the first',
    reader: ({ offers }) => {
      const amounts = standing(offers.map(amount))
      return (offer) => amounts && Math.log(amounts.place(offer.amount))
    },
  },
  {
    name: 'price_step',
    unit: 'square root of steps',
    description: 'different amounts up to this one',
    reader: ({ offers }) => {
      const amounts = standing(offers.map(amount))
      return (offer) => amounts && Math.sqrt(amounts.step(offer.amount))
    },
  },
  {
    name: 'price_share',
    unit: 'share',
    description: 'mean place by amount over the number of offers',
    reader: ({ offers }) => {
      const amounts = standing(offers.map(amount))
      return (offer) => amounts?.share(offer.amount)
    },
  },
  {
    name: 'price_equals',
    unit: 'log count',
    description: 'offers of the slate at this very amount',
    reader: ({ offers }) => {
      const amounts = standing(offers.map(amount))
      return (offer) => amounts && Math.log(amounts.equals(offer.amount))
    },
  },
  cheapestOf('airline', 'the airline', ({ airline }) => airline),
  cheapestOf('departure', 'its time of leaving', ({ departsMinute }) => departsMinute),
  cheapestOf('return', 'its time of coming back', ({ returnsMinute }) => returnsMinute),
]

function cheapestOf(
  name: string,
  what: string,
  groupBy: (offer: SlateOffer) => string | number | undefined
): SlateFeature {
  return {
    name: `price_over_${name}_cheapest`,
    unit: 'log ratio',
    description: `amount over the least of the offers that share ${what}`,
    reader: ({ offers }) => {
      const alike = byKey(offers, groupBy)
      return (offer) => {
        const group = alike(offer)
        return group && overLeast(offer.amount, group.map(amount))
      }
    },
  }
}
