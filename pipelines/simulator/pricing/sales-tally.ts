/** Counts of one flight on one day. */
import type { Pricing } from './pricing'

export type SalesTally = {
  /** Fare and seats that partners receive all day, because availability reaches them late. */
  shownFare: number
  shownSeats: number
  openStep: number
  wantedLeisure: number
  wantedBusiness: number
  accepted: number
  refused: number
  recaptured: number
  groupSeats: number
  cancelled: number
  noShows: number
}

export function emptyTally(): SalesTally {
  return {
    shownFare: 0,
    shownSeats: 0,
    openStep: 0,
    wantedLeisure: 0,
    wantedBusiness: 0,
    accepted: 0,
    refused: 0,
    recaptured: 0,
    groupSeats: 0,
    cancelled: 0,
    noShows: 0,
  }
}

/** Starts a day with the posted fare and all counts at 0. */
export function openTally(tally: SalesTally, { fare, remaining, step }: Pricing): void {
  tally.shownFare = fare
  tally.shownSeats = remaining
  tally.openStep = step
  tally.wantedLeisure = 0
  tally.wantedBusiness = 0
  tally.accepted = 0
  tally.refused = 0
  tally.recaptured = 0
  tally.groupSeats = 0
  tally.cancelled = 0
  tally.noShows = 0
}
