import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Affinities,
  type Choice,
  createAffinities,
  liking,
  MOST_GROUPS,
  MOST_TRAITS,
  mergeAffinities,
  observeChoice,
} from '../../../../pipelines/features/choice/affinities'
import { affinityValues } from '../../../../pipelines/features/choice/affinity-features'
import type { NamedValues } from '../../../../pipelines/features/choice/slate-features'
import { anOffer, aSlate } from '../../../build/slates'

const aChoice: fc.Arbitrary<Choice> = aSlate.chain((slate) =>
  fc.record({
    slate: fc.constant(slate),
    shopper: fc.record({
      country: fc.constantFrom('DE', 'FR', undefined),
      market: fc.constantFrom('FRA-LHR', 'CDG-LHR'),
      userHash: fc.constantFrom('a', 'b', 'c', undefined),
    }),
    taken: fc.nat(slate.offers.length - 1),
    expected: fc.constant(slate.offers.map(() => 1 / slate.offers.length)),
    weight: fc.constantFrom(0.25, 1),
    at: fc.nat(1_000),
  })
)
const choices = fc.array(aChoice, { maxLength: 30 })

it('does not depend on the order of choices, nor on how they are put together', () => {
  fc.assert(
    fc.property(choices, aChoice, (choices, { shopper, slate }) => {
      const values = affinityValues(learned(choices), shopper, slate)
      const halves = [choices.slice(0, 7), choices.slice(7)].map(learned)
      for (const again of [learned(choices.toReversed()), mergeAffinities(halves)]) {
        expect(affinityValues(again, shopper, slate).map(rounded)).toEqual(values.map(rounded))
      }
    })
  )
})

it('counts choices and expectations as a slow version does', () => {
  fc.assert(
    fc.property(choices, (choices) => {
      const own = choices.filter(({ shopper }) => shopper.userHash === 'a')
      const offered = own.flatMap(({ slate, taken, expected, weight }) =>
        slate.offers.map(({ airline }, at) => ({
          airline,
          taken: at === taken ? weight : 0,
          expected: weight * (expected[at] ?? 0),
        }))
      )
      const lh = offered.filter(({ airline }) => airline === 'LH')
      const taken = lh.reduce((sum, each) => sum + each.taken, 0)
      const expected = lh.reduce((sum, each) => sum + each.expected, 0)
      const taste = learned(choices).user.get('a')
      expect(liking(taste, 'airline', 'LH', 1)).toBeCloseTo((taken + 3) / (expected + 3), 9)
    })
  )
})

it('likes an airline that is taken more than expected, by whom it is taken', () => {
  fc.assert(
    fc.property(anOffer, (other) => {
      const slate = {
        trip: {
          daysToDeparture: 3,
          returns: false,
          sameDay: undefined,
          domestic: true,
          passengers: 1,
          stayDays: undefined,
        },
        offers: [
          { ...other, airline: 'LH' },
          { ...other, airline: 'BA' },
        ],
      }
      const base = { slate, taken: 0, expected: [0.5, 0.5], weight: 1, at: 0 }
      const fan = { ...base, shopper: { userHash: 'a' } }
      const foe = { ...base, shopper: { userHash: 'b' }, taken: 1 }
      const affinities = learned([fan, fan, fan, foe, foe, foe])
      const [lh, ba] = affinityValues(affinities, { userHash: 'a' }, slate)
      expect(lh?.affinity_all_airline).toBeCloseTo(0)
      expect(Number(lh?.affinity_user_airline)).toBeGreaterThan(0)
      expect(Number(ba?.affinity_user_airline)).toBeLessThan(0)
    })
  )
})

it('counts flights of users alone: they are too many for groups', () => {
  const slate = {
    trip: {
      daysToDeparture: 3,
      returns: false,
      sameDay: undefined,
      domestic: true,
      passengers: 1,
      stayDays: undefined,
    },
    offers: [
      { amount: 100, airline: 'LH', flight: 'LH1' },
      { amount: 100, airline: 'LH', flight: 'LH3' },
    ],
  }
  const base = { slate, expected: [0.5, 0.5], weight: 1, at: 0 }
  const affinities = learned([{ ...base, taken: 1, shopper: { userHash: 'a', market: 'FRA-LHR' } }])
  const keys = [affinities.all.get('all'), affinities.market.get('FRA-LHR')].flatMap((taste) => [
    ...(taste?.tallies.keys() ?? []),
  ])
  expect(keys.filter((key) => key.startsWith('flight'))).toEqual([])
  const [first, second] = affinityValues(affinities, { userHash: 'a' }, slate)
  expect(Number(second?.affinity_user_flight)).toBeGreaterThan(Number(first?.affinity_user_flight))
})

it('keeps a bounded number of groups and traits and evicts the least recent', () => {
  const affinities = createAffinities()
  const slate = {
    trip: {
      daysToDeparture: undefined,
      returns: false,
      sameDay: undefined,
      domestic: undefined,
      passengers: undefined,
      stayDays: undefined,
    },
    offers: [{ amount: 1, airline: 'LH' }],
  }
  for (let at = 0; at <= MOST_GROUPS; at += 1) {
    const shopper = { userHash: `user-${at}` }
    observeChoice(affinities, { slate, shopper, taken: 0, expected: [1], weight: 1, at })
    if (at > 2 * MOST_TRAITS) continue
    const other = { ...slate, offers: [{ amount: 1, airline: `X${at}` }] }
    observeChoice(affinities, { slate: other, shopper, taken: 0, expected: [1], weight: 1, at })
  }
  expect(affinities.user.size).toBeLessThanOrEqual(MOST_GROUPS)
  expect(affinities.user.has('user-0')).toBe(false)
  expect(affinities.user.has(`user-${MOST_GROUPS}`)).toBe(true)
  expect(affinities.all.get('all')?.tallies.size).toBe(MOST_TRAITS)
})

function learned(choices: readonly Choice[]): Affinities {
  const affinities = createAffinities()
  for (const choice of choices) observeChoice(affinities, choice)
  return affinities
}

/** Sums in another order differ in their last bits. */
function rounded(values: NamedValues): readonly (string | undefined)[] {
  return Object.values(values).map((value) =>
    Number(value).toFixed(9).replace('-0.000000000', '0.000000000')
  )
}
