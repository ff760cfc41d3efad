/**
 * Simulated shoppers: returning persons of a country, each with a device and a share of work trips. A
 * few search often and most seldom. No data of real persons is used.
 */
import type { NativeShopper } from '../../wire/native-event'
import { chance, pick } from '../world/chance'
import type { Segment } from './segment'

export type Person = {
  readonly id: string
  readonly country: string | undefined
  /** Rank by search frequency; 0 searches most. */
  readonly place: number
  /** Share of the person's trips that are for work. */
  readonly forWork: number
}

/** The markets of a country have about 35 sessions a day: 20 a year for each person. */
const PERSONS = 600
/** The n-th person searches in proportion to 1 / (n + this): a fifth of persons make half of the sessions. */
const EVENNESS = 30
/** The first persons are frequent travellers, of whom more travel for work. */
const FREQUENT = 120
const WORKERS = { frequent: 0.4, others: 0.1 }
const FOR_WORK = { workers: 0.75, others: 0.08 }
/** Limit on draws for a person whose share of work trips fits the trip. */
const MOST_TRIES = 30

const AGENTS = new Map([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    30,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
    28,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
    25,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    11,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 6],
])

/** Returns the person of a named trip; the same name always gives the same person. */
export function personOf(
  seed: number,
  name: string,
  countries: ReadonlyMap<string, number>,
  segment: Segment
): Person {
  const country = pick(countries, chance(seed, `${name}/country`))
  let person = personAt(seed, country, 0)
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    person = personAt(seed, country, placeFor(chance(seed, `${name}/who/${tries}`)))
    const fits = segment === 'business' ? person.forWork : 1 - person.forWork
    if (chance(seed, `${name}/fits/${tries}`) < fits) break
  }
  return person
}

export function isFrequent({ place }: Person): boolean {
  return place < FREQUENT
}

/** Returns the shopper in the form that partners post. */
export function shopperOf(seed: number, { id, country }: Person): NativeShopper {
  const agent = pick(AGENTS, chance(seed, `${id}/agent`))
  return {
    user_id: id,
    // The network is reserved for documentation (RFC 5737).
    user_location: {
      ip_address: `203.0.113.${Math.floor(chance(seed, `${id}/address`) * 256)}`,
      ...(country ? { country } : {}),
    },
    ...(agent ? { device_info: { user_agent: agent } } : {}),
  }
}

function personAt(seed: number, country: string | undefined, place: number): Person {
  const name = `person/${country ?? 'anywhere'}/${place}`
  const workers = place < FREQUENT ? WORKERS.frequent : WORKERS.others
  const works = chance(seed, `${name}/works`) < workers
  return {
    // The id does not reveal the rank, and so not how often the person searches.
    id: `shopper-${Math.floor(chance(seed, name) * 2 ** 32).toString(36)}`,
    country,
    place,
    forWork: works ? FOR_WORK.workers : FOR_WORK.others,
  }
}

/** Inverts the integral of 1 / (n + EVENNESS). */
function placeFor(draw: number): number {
  return Math.floor(EVENNESS * ((1 + PERSONS / EVENNESS) ** draw - 1))
}
