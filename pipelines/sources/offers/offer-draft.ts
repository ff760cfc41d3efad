/**
 * The fields that a source reads of one offer, not yet checked. `settle` checks drafts of all
 * sources: one becomes an offer with its trip, or a problem, never half of either.
 */
import type { Cabin } from '../../../models/airline/trip'
import type { NativeOffer, NativeTrip } from '../../wire/native-event'
import type { DocumentProblem } from '../document/document'
import type { PassengerType } from './travel-codes'

/** An undefined field is absent from the document. Codes and times are as the document writes them. */
export type SegmentDraft = {
  readonly origin: string | undefined
  readonly destination: string | undefined
  /** Marketing airline and its number. */
  readonly airline: string | undefined
  readonly flightNumber?: string | undefined
  readonly operatingAirline?: string | undefined
  /** Local; an offset, where there is one, is the airport's own. */
  readonly departureAt: string | undefined
  readonly arrivalAt?: string | undefined
  readonly durationMinutes?: number | undefined
  /** Landings without change of flight number. */
  readonly technicalStops?: number | undefined
  readonly cabin?: Cabin | undefined
  readonly rbd?: string | undefined
  readonly fareBasis?: string | undefined
}

export type DirectionDraft = {
  readonly durationMinutes?: number | undefined
  readonly segments: readonly SegmentDraft[]
}

/** Price of one passenger of the type. */
export type PassengerDraft = {
  readonly type: PassengerType
  readonly count: number
  /** Currency of the amounts where the document names one beside them; else the offer's. */
  readonly currency?: string | undefined
  /** Pointer for problems that can be more exact than the offer's. */
  readonly pointer?: string | undefined
  readonly price: number | undefined
  readonly base?: number | undefined
  readonly taxes?: number | undefined
  readonly fees?: number | undefined
}

/** Kind of an itinerary that is not sold as a fare of its market. */
export type Construction = NonNullable<NativeOffer['construction']>

export type OfferDraft = {
  readonly construction?: Construction | undefined
  /** Place in the document, for its problems. */
  readonly pointer: string
  /** Outbound and return, or the directions of a multi-city trip. */
  readonly directions: readonly DirectionDraft[]
  readonly currency: string | undefined
  readonly party: readonly PassengerDraft[]
  readonly totalPrice?: number | undefined
  /** Requested cabin; used where no flight names its own. */
  readonly cabin?: Cabin | undefined
  readonly validatingAirline?: string | undefined
  readonly seatsRemaining?: number | undefined
  readonly bagsIncluded?: number | undefined
  readonly offerId?: string | undefined
  readonly expiresAt?: string | undefined
}

export type OfferTrip = Omit<NativeTrip, 'timestamp'>
export type SettledOffer = {
  readonly trip: OfferTrip
  readonly offer: NativeOffer
  /** Written values that the offer does without. */
  readonly leftOut?: readonly DocumentProblem[]
}
export type Settled = SettledOffer | DocumentProblem

export function isProblem(settled: object): settled is DocumentProblem {
  return 'pointer' in settled && 'code' in settled
}
