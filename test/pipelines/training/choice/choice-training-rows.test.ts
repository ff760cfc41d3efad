import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type ChoiceSession,
  dealSessions,
  foldAffinities,
  planSession,
} from '../../../../pipelines/training/choice/choice-training-rows'
import { aSlate } from '../../../build/slates'

const FOLDS = 3
const someSessions: fc.Arbitrary<readonly ChoiceSession[]> = fc
  .array(aSlate, { minLength: 6, maxLength: 14 })
  .chain((slates) =>
    fc.tuple(
      ...slates.map((slate, at) =>
        fc.nat(slate.offers.length - 1).map((taken) => ({
          id: String(at),
          shopper: { market: 'FRA-LHR', country: 'DE' },
          slate,
          taken,
        }))
      )
    )
  )

it('deals every session to one fold, folds being of equal size', () => {
  fc.assert(
    fc.property(someSessions, fc.nat(99), (sessions, seed) => {
      const dealt = dealSessions(sessions.map(planSession), FOLDS, seed)
      expect(dealt.map(({ id }) => id)).toEqual(sessions.map(({ id }) => id))
      const sizes = [0, 1, 2].map((fold) => dealt.filter((each) => each.fold === fold).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    })
  )
})

it("excludes the test fold and the own session from a row's affinities", () => {
  fc.assert(
    fc.property(someSessions, (sessions) => {
      const dealt = dealSessions(sessions.map(planSession), FOLDS, 1)
      const likings = [...foldAffinities(dealt, 0)]
      for (const [changed, session] of dealt.entries()) {
        const taken = (session.taken + 1) % session.slate.offers.length
        const again = [...foldAffinities(dealt.with(changed, { ...session, taken }), 0)]
        const same = session.fold === 0 ? likings.keys() : [changed]
        for (const at of same) expect(again[at]?.values).toEqual(likings[at]?.values)
      }
    }),
    { numRuns: 30 }
  )
})
