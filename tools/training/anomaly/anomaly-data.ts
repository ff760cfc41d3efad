/** Fares for the anomaly model, split by time: each clean, and with injected faults. */
import { DAY_MS, dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import { planFaults, type Watched } from '../../../pipelines/training/anomaly/fault-plan'
import { type FaultLabel, injectFaults } from '../../../pipelines/training/anomaly/inject-faults'
import { simulateFeed } from '../../../pipelines/training/anomaly/simulated-feed'
import { marketScope } from '../../../pipelines/watch/scope-watch'
import { readTrainingData, TRAINING_SOURCES } from '../fare/fare-data'
import { ARN_FRA, readPanel, WIZZ } from '../kit/panels'
import type { Job } from '../kit/trainer'

/** Searches in event-time order, and the labels of their faults. */
export type FaultyEvents = {
  readonly events: readonly SearchEvent[]
  readonly labels: readonly FaultLabel[]
}

export type AnomalyData = {
  readonly data: string
  /** Name of the split, for the table. */
  readonly split: string
  /** First day number of the test; earlier days are for training and tuning. */
  readonly testFrom: number
  readonly lastDay: number
  /** Time of the scrape where its days only represent time; epoch ms. */
  readonly scrapedAt?: number
  readonly shipped: boolean
  /**
   * Unit in which false incidents are counted: an airline's network where single markets have too
   * little data.
   */
  readonly unit: 'market' | 'network'
  scopeOf(event: SearchEvent): string
  clean(): readonly SearchEvent[]
  /** Called once a replica: seed and period determine the faults. */
  faulty(seed: number, firstDay: number, lastDay: number): readonly FaultyEvents[]
}

export async function anomalyData(job: Job): Promise<AnomalyData[]> {
  const expedia = await read(job, 'expedia')
  const slates = (await read(job, 'easemytrip')).map(asPath)
  const arnFra = await readPanel(job.data, ARN_FRA)
  return [
    simulated(job.seed),
    real('arn_fra', arnFra, '2019-05-16', { replicas: 20, horizonDays: 28 }),
    {
      ...real('easemytrip', byTime(slates), dayOfSlate(20), { replicas: 2, horizonDays: 0 }),
      scrapedAt: SLATES_FROM * DAY_MS,
    },
    real('expedia', expedia, '2022-07-01', {
      replicas: 30,
      horizonDays: 45,
      learnDays: 35,
      scopeOf: () => 'US',
    }),
  ]
}

/** The two real panels and the simulator, for figures of what is decided at the event. */
export async function readPanelData(
  name: (typeof PANELS)[number],
  folder: string,
  seed: number
): Promise<AnomalyData> {
  if (name === 'simulator') return simulated(seed)
  if (name === 'wizz') return wizzPanel(folder)
  const arnFra = await readPanel(folder, ARN_FRA)
  return real('arn_fra', arnFra, '2019-05-16', { replicas: 20, horizonDays: 28 })
}

export const PANELS = ['simulator', 'arn_fra', 'wizz'] as const

/** Evaluation only. */
export function wizzData(job: Job): Promise<AnomalyData> {
  return wizzPanel(job.data)
}

async function wizzPanel(folder: string): Promise<AnomalyData> {
  const events = await readPanel(folder, WIZZ)
  const data = real('wizz', events, '2016-02-01', { replicas: 3, horizonDays: 90 })
  return { ...data, shipped: false }
}

async function read(job: Job, name: string): Promise<readonly SearchEvent[]> {
  const source = TRAINING_SOURCES.find(({ data }) => data === name)
  return source ? (await readTrainingData(job.data, source)).events : []
}

/** Day number of the first slate as a day; see `asPath`. */
const SLATES_FROM = dayNumber('2022-02-10')
const FARTHEST_DAYS = 50

/**
 * A scrape of one day has no time. Slates of later departures represent earlier observations of one
 * departure: the same flight numbers at 49 to 1 days out.
 */
function asPath(event: SearchEvent): SearchEvent {
  const ahead = dayNumber(event.departureDate) - dayNumberAt(event.at)
  const at = (SLATES_FROM + FARTHEST_DAYS - ahead) * DAY_MS
  return { ...event, at, receivedAt: at, departureDate: '2022-04-01' }
}

function dayOfSlate(ahead: number): string {
  return new Date((SLATES_FROM + FARTHEST_DAYS - ahead) * DAY_MS).toISOString().slice(0, 10)
}

function byTime(events: readonly SearchEvent[]): SearchEvent[] {
  return events.toSorted((a, b) => a.at - b.at)
}

/** First days of a market without faults: a feed is learned before it is judged. */
const LEARN_DAYS = 12

function real(
  data: string,
  events: readonly SearchEvent[],
  testFrom: string,
  options: {
    readonly replicas: number
    readonly horizonDays: number
    readonly learnDays?: number
    scopeOf?(event: SearchEvent): string
  }
): AnomalyData {
  const scopeOf = options.scopeOf ?? marketScope
  const watched = watchedIn(events, scopeOf)
  const last = events.at(-1)?.at ?? 0
  return {
    data,
    scopeOf,
    shipped: true,
    unit: options.scopeOf ? 'network' : 'market',
    split: `before ${testFrom}, tested after`,
    testFrom: dayNumber(testFrom),
    lastDay: dayNumberAt(last),
    clean: () => events,
    faulty: (seed, firstDay, lastDay) =>
      Array.from({ length: options.replicas }, (_, replica) => {
        const { horizonDays, learnDays = LEARN_DAYS } = options
        const faults = watched.flatMap((each) => {
          const from = Math.max(firstDay, each.firstDay + learnDays)
          return planFaults(each, {
            lastDay,
            horizonDays,
            firstDay: from,
            seed: seed * 1000 + replica,
          })
        })
        return injectFaults(events, faults, scopeOf)
      }),
  }
}

/** Airlines of a market that are observed on at least half of its days. */
function watchedIn(
  events: readonly SearchEvent[],
  scopeOf: (event: SearchEvent) => string
): (Watched & { readonly firstDay: number })[] {
  const scopes = Map.groupBy(events, scopeOf)
  return [...scopes].map(([scope, own]) => {
    const days = new Map<string, Set<number>>()
    const all = new Set<number>()
    for (const { at, offers } of own) {
      all.add(dayNumberAt(at))
      for (const { airline } of offers) {
        const seen = days.get(airline) ?? new Set<number>()
        days.set(airline, seen.add(dayNumberAt(at)))
      }
    }
    const airlines = [...days].filter(([, seen]) => 2 * seen.size >= all.size)
    return {
      scope,
      currency: own[0]?.currency ?? 'EUR',
      airlines: airlines.map(([code]) => code),
      firstDay: Math.min(...all),
    }
  })
}

const SIMULATED_FROM = '2026-01-05'
const SIMULATED = { markets: 20, days: 120, testDays: 60, horizonDays: 45 }

/** The simulator injects faults of its own. */
function simulated(seed: number): AnomalyData {
  const { days, testDays, horizonDays } = SIMULATED
  const markets = randomMarkets(seed, SIMULATED.markets)
  const first = dayNumber(SIMULATED_FROM)
  const feed = (faultSeed: number, faultsPerMonth: number) =>
    simulateFeed({
      seed: faultSeed,
      markets,
      from: SIMULATED_FROM,
      days,
      horizonDays,
      faultsPerMonth,
      scopeOf: (market) => `${market}/economy`,
    })
  return {
    data: 'simulator',
    shipped: true,
    scopeOf: marketScope,
    unit: 'market',
    split: `${SIMULATED.markets} markets, ${days - testDays} days, tested on the ${testDays} after`,
    testFrom: first + days - testDays,
    lastDay: first + days - 1,
    clean: () => feed(seed, 0).events,
    // The simulator's own faults cover all of its days.
    faulty: (faultSeed) => [feed(faultSeed, 2)],
  }
}
