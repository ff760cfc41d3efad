/** Which offers a test holds back. The same offer is always on the same side, in any order of rows. */
import { hash32 } from '../hash'
import type { Split } from './fare-training-rows'

/** Observed before an instant to train, from it on to test. */
export function timeForward(testFrom: number): Split {
  return { fold: ({ at }) => (at < testFrom ? 'train' : 'test'), testIsSeenLater: true }
}

/** A share of single offers, as notebooks split: neighbours of one slate fall on both sides. */
export function randomOffers(share: number, seed: number): Split {
  return heldBack(share, (event, offer) => `${seed}:${event.id}:${event.offers.indexOf(offer)}`)
}

/** A share of flight numbers: no price of a test flight was ever seen. */
export function unseenFlights(share: number, seed: number): Split {
  return heldBack(share, (_, { flightNumber }) => `${seed}:${flightNumber}`)
}

function heldBack(share: number, keyOf: (...args: Parameters<Split['fold']>) => string): Split {
  return {
    fold: (event, offer) => (hash32(keyOf(event, offer)) < share * 2 ** 32 ? 'test' : 'train'),
    testIsSeenLater: false,
  }
}
