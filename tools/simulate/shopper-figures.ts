/** Conversion and revenue a search by order, with intervals, and the gain by what was known before. */
import { stream } from '../../pipelines/simulator/world/stream'

export const ORDERS = ['ranked', 'cheapest first', 'random'] as const
export type Order = (typeof ORDERS)[number]

export type Outcome = {
  readonly user: string
  /** Clicks and bookings of the user that the ranking rested on. */
  readonly known: number
  /** Price of the booked offer over the mean of its slate, by order; 0 without a booking. */
  readonly revenue: Readonly<Record<Order, number>>
}

const RESAMPLES = 500
const KNOWN_GROUPS = [
  { name: '0', least: 0, most: 0 },
  { name: 'up to 2', least: Number.MIN_VALUE, most: 2 },
  { name: '2 to 5', least: 2, most: 5 },
  { name: 'over 5', least: 5, most: Number.POSITIVE_INFINITY },
]

const conversion = (outcomes: readonly Outcome[], order: Order) =>
  outcomes.filter(({ revenue }) => revenue[order] > 0).length / outcomes.length
const revenue = (outcomes: readonly Outcome[], order: Order) =>
  outcomes.reduce((sum, { revenue: of }) => sum + of[order], 0) / outcomes.length

export function orderRows(outcomes: readonly Outcome[], seed: number) {
  return ORDERS.map((order) => ({
    order,
    searches: outcomes.length,
    conversion: conversion(outcomes, order),
    revenue: revenue(outcomes, order),
    ...(order !== 'ranked' && {
      conversionGain: gain(outcomes, seed, (some) =>
        ratio(conversion(some, 'ranked'), conversion(some, order))
      ),
      revenueGain: gain(outcomes, seed, (some) =>
        ratio(revenue(some, 'ranked'), revenue(some, order))
      ),
    }),
  }))
}

export function knownRows(outcomes: readonly Outcome[], seed: number) {
  return KNOWN_GROUPS.flatMap(({ name, least, most }) => {
    const group = outcomes.filter(({ known }) => known >= least && known <= most)
    if (group.length === 0) return []
    const over = (some: readonly Outcome[]) =>
      ratio(conversion(some, 'ranked'), conversion(some, 'cheapest first'))
    return [{ choices: name, searches: group.length, gain: gain(group, seed, over) }]
  })
}

export type Gain = { readonly estimate: number; readonly low: number; readonly high: number }

/** With a 95 % interval from resampled users, since the searches of one user go together. */
function gain(
  outcomes: readonly Outcome[],
  seed: number,
  figure: (some: readonly Outcome[]) => number
): Gain {
  const users = [...Map.groupBy(outcomes, ({ user }) => user).values()]
  const random = stream(seed, 'resamples')
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(users.flatMap(() => users[Math.floor(random() * users.length)] ?? []))
  ).sort((a, b) => a - b)
  const at = (share: number) => figures[Math.floor(share * (figures.length - 1))] ?? Number.NaN
  return { estimate: figure(outcomes), low: at(0.025), high: at(0.975) }
}

function ratio(value: number, base: number): number {
  return base > 0 ? value / base - 1 : Number.NaN
}
