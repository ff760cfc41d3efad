import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, dayOf } from '../../../models/airline/calendar'
import type { Claims } from '../../../pipelines/events/claims'
import {
  type Claimed,
  closesAt,
  closingClaims,
  dueClaims,
  nextVisit,
} from '../../../pipelines/ledger/due-claims'
import { extendPath, type SeenDay } from '../../../pipelines/ledger/fare-path'
import { settleClaims } from '../../../pipelines/ledger/settle'
import type { Verdict } from '../../../pipelines/ledger/verdict'

const TODAY = 20_000
const AT = TODAY * DAY_MS + 12 * 3_600_000

const FARES = { cabin: 'economy', roundTrip: false, currency: 'EUR' } as const

function claimed(claims: Omit<Claims, 'fares'>, departsIn = 60): Claimed {
  return { at: AT, departureDate: dayOf(TODAY + departsIn), claims: { fares: FARES, ...claims } }
}

/** Lowest fares by days after the decision; the median is half as much again. */
function seen(fares: Record<number, number>): SeenDay[] {
  return Object.entries(fares).map(([ahead, lowestMinor]) => ({
    day: TODAY + Number(ahead),
    lowestMinor,
    medianMinor: lowestMinor * 1.5,
  }))
}

function verdicts(decision: Claimed, path: readonly SeenDay[]): Verdict[] {
  return settleClaims(decision, path, dueClaims(decision))
}

const advice = (action: 'buy' | 'wait' | 'indifferent', days: number, minSavingMinor = 1_000) => ({
  model: 'm',
  action,
  deadline: dayOf(TODAY + days),
  minSavingMinor,
  dropProbability: 0.6,
  confidence: 0.7,
})

describe('a forecast', () => {
  const forecast = {
    model: 'm',
    level: 0.8,
    days: [7, 30].map((horizonDays) => ({
      horizonDays,
      lowMinor: 80_00,
      midMinor: 100_00,
      highMinor: 120_00,
    })),
  }

  test('is compared with the lowest fare of its day', () => {
    const [week] = verdicts(claimed({ forecast }), seen({ 7: 110_00 }))
    expect(week).toMatchObject({ state: 'settled', realisedMinor: 110_00, hit: true, said: 100_00 })
  })

  test('takes a day beside its own, of two as near the later, and none farther', () => {
    const [week] = verdicts(claimed({ forecast }), seen({ 6: 90_00, 8: 130_00 }))
    expect(week).toMatchObject({ realisedMinor: 130_00, hit: false })
    const [missed] = verdicts(claimed({ forecast }), seen({ 5: 90_00, 9: 90_00 }))
    expect(missed).toMatchObject({ state: 'censored' })
  })

  test('returns nothing for a day after departure', () => {
    expect(verdicts(claimed({ forecast }, 10), seen({ 7: 1 })).length).toBe(1)
  })

  test('is returned in the currency of the answer', () => {
    const conversion = { from: 'EUR', to: 'USD', rate: 1.2, date: '2024-01-01', source: 'ECB' }
    const [week] = verdicts(claimed({ forecast, conversion }), seen({ 7: 100_00 }))
    expect(week).toMatchObject({ realisedMinor: 120_00, hit: true })
  })
})

test('compares an interval with the median offer of the next observed day of three', () => {
  const interval = { model: 'm', level: 0.8, lowMinor: 100, midMinor: 150, highMinor: 200 }
  const settle = (path: SeenDay[]) => verdicts(claimed({ interval }), path)
  expect(settle(seen({ 2: 120, 3: 500 }))).toMatchObject([
    { hit: true, realisedMinor: 180, horizonDays: 2 },
  ])
  expect(settle(seen({ 4: 120 }))).toMatchObject([{ state: 'censored' }])
})

describe('an advice', () => {
  const settle = (claim: ReturnType<typeof advice>, path: SeenDay[]) =>
    Object.fromEntries(
      verdicts(claimed({ lowestMinor: 100_00, advice: claim }), path).map((verdict) => [
        verdict.measure,
        verdict,
      ])
    )

  test('to wait buys on the first day that is cheap enough', () => {
    const {
      drop,
      advice: right,
      paid,
    } = settle(advice('wait', 4), seen({ 1: 105_00, 2: 90_00, 3: 70_00, 4: 120_00 }))
    expect(drop).toMatchObject({ hit: true, said: 0.6 })
    expect(right).toMatchObject({ hit: true })
    expect(paid).toMatchObject({ realisedMinor: 90_00, clairvoyantMinor: 70_00, nowMinor: 100_00 })
  })

  test('buys on the last observed day after waiting in vain', () => {
    const { advice: right, paid } = settle(
      advice('wait', 4),
      seen({ 1: 99_00, 2: 95_00, 4: 130_00 })
    )
    expect(right).toMatchObject({ hit: false })
    expect(paid).toMatchObject({ realisedMinor: 130_00, clairvoyantMinor: 95_00, hit: false })
  })

  test('to wait for a departure that sold out is censored, not cheap', () => {
    const { drop, paid } = settle(advice('wait', 14), seen({ 1: 99_00, 2: 99_00, 3: 99_00 }))
    expect(drop).toMatchObject({ state: 'censored' })
    expect(paid).toMatchObject({ state: 'censored' })
    const gone = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i + 1, 99_00]))
    const late = settle(advice('wait', 14), seen(gone))
    expect(late.drop).toMatchObject({ state: 'settled', hit: false })
    expect(late.paid).toMatchObject({ state: 'censored' })
  })

  test('to buy pays at once, and is right when waiting would have cost as much', () => {
    const dearer = settle(advice('buy', 2), seen({ 1: 95_00, 2: 100_00 }))
    expect(dearer.advice).toMatchObject({ hit: true, realisedMinor: 100_00 })
    const { advice: right, paid } = settle(advice('buy', 2), seen({ 1: 95_00, 2: 99_00 }))
    expect(right).toMatchObject({ hit: false })
    expect(paid).toMatchObject({ realisedMinor: 100_00, clairvoyantMinor: 95_00 })
  })

  test('that is indifferent is neither right nor wrong', () => {
    const settled = settle(advice('indifferent', 2), seen({ 1: 95_00, 2: 99_00 }))
    expect(Object.keys(settled)).toEqual(['drop', 'paid'])
  })
})

test('on the day of departure there is nothing to settle', () => {
  const decision = claimed({ lowestMinor: 1, advice: advice('buy', 3) }, 0)
  expect(dueClaims(decision)).toEqual([])
  expect(nextVisit(decision, AT)).toBeUndefined()
})

const fare = fc.integer({ min: 1, max: 300 }).map((euros) => euros * 100)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const range = fc
  .tuple(fare, fare, fare)
  .map((three) => three.toSorted((a, b) => a - b))
  .map(([lowMinor = 0, midMinor = 0, highMinor = 0]) => ({ lowMinor, midMinor, highMinor }))

const someClaims: fc.Arbitrary<Claims> = fc.record(
  {
    fares: fc.constant(FARES),
    lowestMinor: fare,
    priceLevel: fc.constantFrom('low', 'typical', 'high'),
    interval: range.map((each) => ({ model: 'f', level: 0.8, ...each })),
    forecast: fc.tuple(range, range, range, range, range).map((ranges) => ({
      model: 'o',
      level: 0.8,
      days: [1, 3, 7, 14, 30].map((horizonDays, at) => ({
        horizonDays,
        ...(ranges[at] ?? { lowMinor: 0, midMinor: 0, highMinor: 0 }),
      })),
    })),
    advice: fc.record({
      model: fc.constant('o'),
      action: fc.constantFrom('buy', 'wait', 'indifferent'),
      deadline: fc.integer({ min: -1, max: 70 }).map((days) => dayOf(TODAY + days)),
      minSavingMinor: fc.constantFrom(0, 500, 5_000),
      dropProbability: share,
      confidence: share,
    }),
  },
  { requiredKeys: ['fares'] }
)

const somePath = fc
  .dictionary(fc.integer({ min: 1, max: 60 }).map(String), fare, { maxKeys: 60 })
  .map(seen)

const someDecision = fc
  .tuple(someClaims, fc.integer({ min: 0, max: 60 }))
  .map(
    ([claims, departsIn]): Claimed => ({ at: AT, departureDate: dayOf(TODAY + departsIn), claims })
  )

/** A departure is not observed after it has left. */
function before({ departureDate }: Claimed, path: readonly SeenDay[]): SeenDay[] {
  return path.filter(({ day }) => dayOf(day) <= departureDate)
}

test('settles as a slow reading of the rules does', () => {
  fc.assert(
    fc.property(someDecision, somePath, (decision, whole) => {
      const path = before(decision, whole)
      expect(verdicts(decision, path).map(gist)).toEqual(slowly(decision, path))
    }),
    { numRuns: 2_000 }
  )
})

test('however often one looks, each claim is settled once, and as if one looked at the end', () => {
  const visits = fc.array(fc.integer({ min: 0, max: 75 }), { maxLength: 8 })
  fc.assert(
    fc.property(someDecision, somePath, visits, (decision, whole, days) => {
      const seenOf = before(decision, whole)
      const atEnd = verdicts(decision, seenOf)
      const looks = [...days.toSorted((a, b) => a - b), 80]
      let path: SeenDay[] = []
      let from = AT
      const gathered: Verdict[] = []
      for (const day of looks) {
        const now = (TODAY + day) * DAY_MS + 7_200_000
        path = extendPath(
          path,
          seenOf.filter((each) => each.day <= TODAY + day).map(withCount),
          TODAY
        )
        gathered.push(...settleClaims(decision, path, closingClaims(decision, from, now)))
        from = Math.max(from, now)
      }
      const sorted = (all: Verdict[]) => all.map((each) => JSON.stringify(each)).sort()
      expect(sorted(gathered)).toEqual(sorted(atEnd))
    }),
    { numRuns: 500 }
  )
})

test('visits come before a market forgets, at every close, and end', () => {
  fc.assert(
    fc.property(someDecision, (decision) => {
      const closes = new Set(dueClaims(decision).map(closesAt))
      let now = decision.at
      for (let visits = 0; ; visits += 1) {
        const next = nextVisit(decision, now)
        if (next === undefined) break
        expect(next).toBeGreaterThan(now)
        expect(next - now).toBeLessThanOrEqual(20 * DAY_MS)
        closes.delete(next)
        now = next
        expect(visits).toBeLessThan(20)
      }
      expect(closes.size).toBe(0)
    })
  )
})

test('keeps earlier observations of a path and the lowest fare of a day', () => {
  const first = seen({ 1: 100, 2: 200 })
  const later = seen({ 0: 1, 2: 150, 3: 90 }).map(withCount)
  const fares = extendPath(first, later, TODAY).map(({ day, lowestMinor }) => [
    day - TODAY,
    lowestMinor,
  ])
  expect(fares).toEqual([
    [1, 100],
    [2, 150],
    [3, 90],
  ])
})

function withCount(each: SeenDay) {
  return { ...each, count: 1 }
}

type Gist = Pick<Verdict, 'measure' | 'state' | 'hit' | 'realisedMinor' | 'clairvoyantMinor'>

function gist({ measure, state, hit, realisedMinor, clairvoyantMinor }: Verdict): Gist {
  return { measure, state, hit, realisedMinor, clairvoyantMinor }
}

type ByDay = ReadonlyMap<number, number>
type Expected = Partial<Gist> | undefined

/** Slow version that applies the rules day by day. */
function slowly({ departureDate, claims }: Claimed, path: readonly SeenDay[]): Gist[] {
  const departsIn = Date.parse(departureDate) / DAY_MS - TODAY
  if (departsIn <= 0) return []
  const lowest = new Map(path.map(({ day, lowestMinor }) => [day - TODAY, lowestMinor]))
  const median = new Map(path.map(({ day, medianMinor }) => [day - TODAY, medianMinor]))
  const expected: [Verdict['measure'], Expected][] = [
    ...slowInterval(claims, median, departsIn),
    ...slowForecasts(claims, lowest, departsIn),
    ...slowLevel(claims, lowest, departsIn),
    ...slowAdvice(claims, lowest, departsIn),
  ]
  return expected.map(([measure, about]) => ({
    measure,
    state: about ? 'settled' : 'censored',
    hit: undefined,
    realisedMinor: undefined,
    clairvoyantMinor: undefined,
    ...about,
  }))
}

function slowInterval(
  { interval }: Claims,
  median: ByDay,
  departsIn: number
): ['interval', Expected][] {
  if (!interval) return []
  const day = [1, 2, 3].find((each) => each <= departsIn && median.has(each))
  return [['interval', within(interval, day === undefined ? undefined : median.get(day))]]
}

function slowForecasts({ forecast }: Claims, lowest: ByDay, departsIn: number) {
  const days = forecast?.days.filter(({ horizonDays }) => horizonDays <= departsIn) ?? []
  return days.map((each): ['forecast', Expected] => {
    let realisedMinor: number | undefined
    // Farther and earlier first, so that the nearest and latest overwrite them.
    for (let off = Math.floor(each.horizonDays / 7); off >= 0; off -= 1) {
      for (const day of [each.horizonDays - off, each.horizonDays + off]) {
        realisedMinor = lowest.get(day) ?? realisedMinor
      }
    }
    return ['forecast', within(each, realisedMinor)]
  })
}

function slowLevel(
  { lowestMinor: now, priceLevel }: Claims,
  lowest: ByDay,
  departsIn: number
): ['level', Expected][] {
  if (now === undefined || !priceLevel) return []
  const days = Math.min(7, departsIn)
  const fares = faresUntil(lowest, days)
  const realisedMinor = Math.min(...fares)
  return [
    [
      'level',
      isEnough(fares, days) ? { realisedMinor, hit: realisedMinor <= now * 0.95 } : undefined,
    ],
  ]
}

function slowAdvice(
  { lowestMinor: now, advice: claim }: Claims,
  lowest: ByDay,
  departsIn: number
): ['drop' | 'advice' | 'paid', Expected][] {
  if (now === undefined || !claim) return []
  const days = Math.min(Date.parse(claim.deadline) / DAY_MS - TODAY, departsIn)
  if (days <= 0) return []
  const fares = faresUntil(lowest, days)
  const expected = (about: Expected) => (isEnough(fares, days) ? about : undefined)
  const least = Math.min(...fares)
  const bought = fares.find((each) => each < now && now - each >= claim.minSavingMinor)
  const came = bought !== undefined
  const lastSeen = Array.from({ length: Math.floor(days / 7) + 1 }, (_, off) => days - off)
    .map((day) => lowest.get(day))
    .find((each) => each !== undefined)
  const waiting = bought ?? lastSeen
  const paid = claim.action === 'wait' ? waiting : now
  const clairvoyantMinor = Math.min(now, least)
  const cheaper = waiting !== undefined && waiting < now
  const right = claim.action === 'wait' ? cheaper : !cheaper
  const verdicts: ['drop' | 'advice' | 'paid', Expected][] = [
    ['drop', expected({ realisedMinor: least, hit: came })],
    [
      'advice',
      waiting === undefined ? undefined : expected({ realisedMinor: waiting, hit: right }),
    ],
    [
      'paid',
      paid === undefined
        ? undefined
        : expected({ realisedMinor: paid, clairvoyantMinor, hit: paid <= now }),
    ],
  ]
  return verdicts.filter(([measure]) => measure !== 'advice' || claim.action !== 'indifferent')
}

function isEnough(fares: readonly number[], days: number): boolean {
  return fares.length > 0 && fares.length * 2 >= days
}

function faresUntil(lowest: ReadonlyMap<number, number>, days: number): number[] {
  return Array.from({ length: days }, (_, at) => lowest.get(at + 1) ?? []).flat()
}

function within(
  { lowMinor, highMinor }: { lowMinor: number; highMinor: number },
  realisedMinor: number | undefined
): Partial<Gist> | undefined {
  if (realisedMinor === undefined) return undefined
  return { realisedMinor, hit: realisedMinor >= lowMinor && realisedMinor <= highMinor }
}
