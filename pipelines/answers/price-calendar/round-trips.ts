/** Lowest observed round-trip fares by departure and return date, for the calendar of a stay. */
import { daysBetween, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { Cabin } from '../../../models/airline/trip'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, quartilesIn, type Rates } from '../evidence/answer-currency'
import { comparablesOf } from '../evidence/comparables'
import { findFareGroup } from '../evidence/find-fare-group'
import { latestLowestPrice } from '../evidence/history'
import { exactGroup } from '../evidence/own-group'
import { type PriceLevel, priceLevel, type Quartiles, quartilesOf } from '../evidence/price-level'
import { daysUntil } from '../evidence/question'

export type RoundTripFare = {
  readonly amountMinor: number
  readonly observedOn: IsoDay
  /** Airports, in an answer for a city. */
  readonly market?: Market | undefined
  /** Quartiles of round trips with as many nights. */
  readonly typical?: Quartiles | undefined
  readonly priceLevel?: PriceLevel | undefined
}

export type RoundTrips = {
  /** Undefined when no round trip of the cabin was observed. */
  readonly currency: string | undefined
  /** Returns undefined where no round trip of exactly these dates was observed. */
  fare(departureDate: IsoDay, returnDate: IsoDay): RoundTripFare | undefined
}

type Question = {
  readonly cabin: Cabin
  readonly today: IsoDay
  readonly stops?: number | undefined
  readonly currency?: string | undefined
}

export function roundTripsOf(
  { cabin, today, stops, currency }: Question,
  { snapshot }: SnapshotRead,
  rates: Rates,
  now: number
): RoundTrips {
  const found = findFareGroup(snapshot, { cabin, roundTrip: true, currency }, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  if (!found) return { currency: undefined, fare: () => undefined }
  const { fareGroup, conversion } = found
  const at = snapshot?.at ?? now
  const exchanged = exchangedBy(conversion)
  return {
    currency: conversion?.to ?? fareGroup.currency,
    fare(departureDate, returnDate) {
      const stayNights = daysBetween(departureDate, returnDate)
      const group = exactGroup(fareGroup, { stops, stayNights })
      const seen = group && latestLowestPrice(group, departureDate, at)
      if (!seen) return undefined
      const comparables = comparablesOf(group, daysUntil(departureDate, today), at)
      const compared = comparables && quartilesOf(comparables.gridMinor)
      const quartiles = compared && quartilesIn(compared, exchanged)
      const amountMinor = exchanged(seen.amountMinor)
      return {
        amountMinor,
        observedOn: seen.observedOn,
        market: seen.market,
        typical: quartiles,
        priceLevel: quartiles && priceLevel(amountMinor, quartiles),
      }
    },
  }
}
