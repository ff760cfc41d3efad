/** Splits of offers into training and test. An offer is always on the same side, in any order of rows. */
import { hash32 } from '../hash'
import type { Split } from './fare-training-rows'

/** Trains on offers observed before an instant and tests on those from it on. */
export function timeForward(testFrom: number): Split {
  return { fold: ({ at }) => (at < testFrom ? 'train' : 'test'), testIsSeenLater: true }
}

/** Holds out a share of single offers, as notebooks do: neighbours of one slate fall on both sides. */
export function randomOffers(share: number, seed: number): Split {
  return hashedFolds(share, (event, offer) => `${seed}:${event.id}:${event.offers.indexOf(offer)}`)
}

/** Holds out a share of flight numbers, so that training has no price of a test flight. */
export function unseenFlights(share: number, seed: number): Split {
  return hashedFolds(share, (_, { flightNumber }) => `${seed}:${flightNumber}`)
}

function hashedFolds(
  share: number,
  hashedText: (...args: Parameters<Split['fold']>) => string
): Split {
  return {
    fold: (event, offer) => (hash32(hashedText(event, offer)) < share * 2 ** 32 ? 'test' : 'train'),
    testIsSeenLater: false,
  }
}
