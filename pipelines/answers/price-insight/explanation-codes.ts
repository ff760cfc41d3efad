/**
 * The closed list of codes that explain a price. Every input of a model belongs to one code, so that
 * the effects of inputs with the same meaning are summed.
 */
import type { FeatureRow } from '../../../models/runtime/features'

type Values = FeatureRow['values']

/** The first code is the model's prediction for the average trip of its training data. */
const CODES = {
  typical_fare: () => 'The average fare of the training data',
  market: ({ market, great_circle_km: km }) =>
    typeof km === 'number' ? `The market ${market}, ${Math.round(km)} km` : `The market ${market}`,
  market_level: () => 'Recent fares of the market',
  comparable_fares: () => 'Fares of departures as many days ahead',
  departure_fares: () => 'Fares of this departure date so far',
  days_to_departure: ({ days_to_departure: days }) => `${days} days before departure`,
  weekday: () => 'The weekday of travel',
  season: () => 'The season and public holidays',
  stay: () => 'One way or round trip, and the nights between',
  cabin: ({ cabin }) => `The cabin: ${cabin}`,
  airline: ({ airline }) => (airline ? `The airline: ${airline}` : 'No airline was named'),
  flight: ({ airline }) =>
    airline ? 'Stops, duration and hour of the flights' : 'No flights were named',
  fare_basis: ({ rbd }) => (rbd ? 'The fare basis and its rules' : 'No fare basis was named'),
  bags: ({ bags_included: bags }) =>
    bags === undefined ? 'Bags were not named' : `${bags} checked bags`,
  availability: ({ seats_remaining: seats }) =>
    seats === undefined ? 'Seats left were not named' : `${seats} seats left at this fare`,
  demand: () => 'Searches and bookings of the market',
  search_time: () => 'The weekday and hour of the search',
  other: () => 'All other inputs of the model',
} as const satisfies Readonly<Record<string, (values: Values) => string>>

export type ExplanationCode = keyof typeof CODES
export const EXPLANATION_CODES = Object.keys(CODES) as [ExplanationCode, ...ExplanationCode[]]

const INPUTS: Readonly<Record<ExplanationCode, readonly string[]>> = {
  typical_fare: [],
  market: ['origin', 'destination', 'market', 'currency', 'great_circle_km'],
  market_level: [
    ...['historical_average_30d', 'price_volatility', 'market_mean_7d', 'market_median_7d'],
    ...['market_median_30d', 'market_lower_quartile_30d', 'market_lowest_7d', 'market_lowest_30d'],
    'market_observations_30d',
  ],
  comparable_fares: ['comparable_mean_fare', 'comparable_lowest_fare', 'comparable_observations'],
  departure_fares: [
    ...['departure_lowest_fare', 'departure_median_fare', 'departure_observation_age_days'],
    ...['departure_observations', 'departure_lowest_ever', 'departure_change_7d'],
  ],
  days_to_departure: ['days_to_departure', 'advance_purchase_bucket'],
  weekday: ['departure_day_of_week', 'is_weekend', 'return_day_of_week'],
  season: [
    ...['departure_date', 'departure_iso_week', 'departure_month', 'season'],
    ...['is_holiday_origin', 'is_holiday_destination'],
  ],
  stay: ['round_trip', 'return_date', 'stay_nights'],
  cabin: ['cabin', 'passengers'],
  airline: ['airline', 'airline_level', 'airline_mean_30d', 'competitor_price_difference'],
  flight: ['stops', 'duration_minutes', 'departure_hour', 'flight_number'],
  fare_basis: ['rbd', 'airline_rbd', 'fare_basis_rule', 'fare_basis_tail'],
  bags: ['bags_included'],
  availability: ['seats_remaining'],
  demand: ['route_popularity', 'search_volume_24h', 'bookings_30d'],
  search_time: ['search_hour', 'search_day_of_week', 'user_country', 'device', 'browser', 'os'],
  other: [],
}

const byInput = new Map(
  EXPLANATION_CODES.flatMap((code) => INPUTS[code].map((name) => [name, code] as const))
)

/** Returns "other" for an input without a code; a test checks that every current feature has one. */
export function codeOf(input: string): ExplanationCode {
  return byInput.get(input) ?? 'other'
}

export function textOf(code: ExplanationCode, values: Values): string {
  return CODES[code](values)
}
