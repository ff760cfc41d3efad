/**
 * One event as one line of JSON, for the queue and the raw lake. A line contains the version of its
 * schema; fields are only ever added, so this reader accepts the lines of every earlier version.
 */
import { z } from 'zod'
import { Cabin } from '../../models/airline/trip'
import { DecisionRecord } from './decision'
import { ASSUMABLE, type Event, OUTCOMES } from './event'
import { CONSTRUCTIONS, DIRECTIONS, PASSENGER_TYPES } from './offer'
import { columnsOf, OfferColumns, offersOf } from './offer-columns'

/**
 * Version 1 had searches and bookings without details, and no version field; version 2 had no
 * decisions.
 */
export const LINE_SCHEMA = 3

const text = z.string().optional()
const number = z.number().optional()
const Market = z.templateLiteral([z.string(), '-', z.string()])

const Trip = {
  id: z.string(),
  at: z.number(),
  receivedAt: z.number(),
  market: Market,
  departureDate: z.string(),
  returnDate: text,
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string(),
  shopper: z.object({
    country: text,
    region: text,
    device: text,
    browser: text,
    os: text,
    userHash: text,
  }),
  source: text,
  assumed: z.array(z.enum(ASSUMABLE)).optional(),
}

const Segment = z.object({
  direction: z.enum(DIRECTIONS),
  origin: z.string(),
  destination: z.string(),
  airline: z.string(),
  flightNumber: text,
  operatingAirline: text,
  departureAt: text,
  arrivalAt: text,
  durationMinutes: number,
  cabin: Cabin.optional(),
  rbd: text,
  fareBasis: text,
})

const PassengerPrice = z.object({
  passengerType: z.enum(PASSENGER_TYPES),
  count: z.number(),
  amountMinor: z.number(),
  baseMinor: number,
  taxesMinor: number,
  feesMinor: number,
})

/** A single offer is stored without columns. */
const Offer = z.object({
  airline: z.string(),
  amountMinor: z.number(),
  flightNumber: text,
  stops: number,
  durationMinutes: number,
  departureAt: text,
  seatsRemaining: number,
  bagsIncluded: number,
  fareBasis: text,
  offerId: text,
  validatingAirline: text,
  operatingAirline: text,
  baseMinor: number,
  taxesMinor: number,
  feesMinor: number,
  totalMinor: number,
  expiresAt: number,
  construction: z.enum(CONSTRUCTIONS).optional(),
  segments: z.array(Segment).optional(),
  passengerPrices: z.array(PassengerPrice).optional(),
})

const Line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('search'), ...Trip, offers: OfferColumns, query: text }),
  z.object({ type: z.literal('impression'), ...Trip, searchId: text, offers: OfferColumns }),
  z.object({ type: z.literal('booking'), ...Trip, searchId: text, offer: Offer }),
  z.object({ type: z.literal('click'), ...Trip, searchId: text, position: number, offer: Offer }),
  z.object({
    type: z.literal('price_change'),
    ...Trip,
    searchId: text,
    previousMinor: z.number(),
    offer: Offer,
  }),
  z.object({
    type: z.literal('outcome'),
    ...Trip,
    searchId: text,
    decisionId: z.string(),
    outcome: z.enum(OUTCOMES),
    amountMinor: number,
  }),
  z.object({ type: z.literal('decision'), ...Trip, decision: DecisionRecord }),
])

export function lineOf(event: Event): string {
  return JSON.stringify(
    'offers' in event
      ? { schema: LINE_SCHEMA, ...event, offers: columnsOf(event.offers) }
      : { schema: LINE_SCHEMA, ...event }
  )
}

/** Throws an error that names the fault when `lineOf` did not write the line. */
export function eventOf(line: string): Event {
  const json: unknown = JSON.parse(line)
  const schema = schemaOf(json)
  if (typeof schema !== 'number' || schema > LINE_SCHEMA) {
    throw new Error(
      `line of schema ${schema}: this code reads up to ${LINE_SCHEMA}; deploy the newer`
    )
  }
  const event = Line.parse(json)
  return 'offers' in event ? { ...event, offers: offersOf(event.offers) } : event
}

function schemaOf(line: unknown): unknown {
  return typeof line === 'object' && line !== null && 'schema' in line ? line.schema : 1
}
