import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AdviceQuestion, advise } from '../../../models/outlook/advise'
import { predictOutlook } from '../../../models/outlook/baseline-outlook'
import { monotone } from '../../../models/outlook/decode-outlook'
import {
  DROP_SHARES,
  OUTLOOK_HORIZONS,
  type Outlook,
  type WaitOutlook,
} from '../../../models/outlook/outlook-model'

const chance = fc.double({ min: 0, max: 1, noNaN: true })

const wait = fc
  .record({ change: fc.double({ min: -0.9, max: 2, noNaN: true }), loss: chance, pSaves: chance })
  .map(({ change, loss, pSaves }) => ({ change, loss: Math.max(0, change, loss), pSaves }))

const outlooks: fc.Arbitrary<Outlook> = fc
  .record({
    lowestMinor: fc.integer({ min: 500, max: 200_000 }),
    daysToDeparture: fc.integer({ min: 1, max: 150 }),
    table: fc.array(fc.array(chance, { minLength: 6, maxLength: 6 }), {
      minLength: OUTLOOK_HORIZONS.length,
      maxLength: OUTLOOK_HORIZONS.length,
    }),
    waits: fc.array(wait, {
      minLength: OUTLOOK_HORIZONS.length,
      maxLength: OUTLOOK_HORIZONS.length,
    }),
  })
  .map(({ table, waits, ...rest }) => ({
    ...rest,
    horizons: [],
    drops: monotone(table),
    waits: waits.map((each, at) => ({ days: OUTLOOK_HORIZONS[at] ?? 0, ...each })),
  }))

const questions: fc.Arbitrary<AdviceQuestion> = fc.record({
  minSavingMinor: fc.integer({ min: 0, max: 20_000 }),
  risk: fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 0, 0.5, 1),
  deadlineDays: fc.integer({ min: 0, max: 200 }),
})

const rank = { buy: 0, indifferent: 1, wait: 2 } as const
const tiny = 1e-9

test('never raises the probability of a fall, or turns to wait, for a greater saving', () => {
  fc.assert(
    fc.property(outlooks, questions, fc.nat(20_000), (outlook, question, more) => {
      const less = advise(outlook, question)
      const greedier = { ...question, minSavingMinor: question.minSavingMinor + more }
      const greater = advise(outlook, greedier)
      expect(greater.pDropGeMinSaving).toBeLessThanOrEqual(less.pDropGeMinSaving + tiny)
      expect(rank[greater.action]).toBeLessThanOrEqual(rank[less.action])
    })
  )
})

test('a nearer deadline never makes a fall likelier', () => {
  fc.assert(
    fc.property(outlooks, questions, fc.nat(200), (outlook, question, sooner) => {
      const nearer = { ...question, deadlineDays: Math.max(0, question.deadlineDays - sooner) }
      expect(advise(outlook, nearer).pDropGeMinSaving).toBeLessThanOrEqual(
        advise(outlook, question).pDropGeMinSaving + tiny
      )
    })
  )
})

test('less appetite for risk never turns a purchase into a wait', () => {
  fc.assert(
    fc.property(outlooks, questions, chance, chance, (outlook, question, a, b) => {
      const bold = advise(outlook, { ...question, risk: Math.min(a, b) })
      const shy = advise(outlook, { ...question, risk: Math.max(a, b) })
      expect(rank[shy.action]).toBeLessThanOrEqual(rank[bold.action])
    })
  )
})

test('returns values in range: probabilities, a loss of 0 or more, days up to the deadline', () => {
  fc.assert(
    fc.property(outlooks, questions, (outlook, question) => {
      const advice = advise(outlook, question)
      for (const share of [advice.pDropGeMinSaving, advice.confidence]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      expect(advice.expectedRegretIfWrongMinor).toBeGreaterThanOrEqual(0)
      expect(advice.validDays).toBeLessThanOrEqual(question.deadlineDays)
      expect(advice.lookAgainDays === undefined).toBe(advice.action === 'buy')
    })
  )
})

test('there is nothing to wait for at the deadline, and no rule to wait by in a baseline', () => {
  const waits: readonly WaitOutlook[] = OUTLOOK_HORIZONS.map((days) => ({
    days,
    change: -0.3,
    loss: 0,
    pSaves: 0.9,
  }))
  const drops = OUTLOOK_HORIZONS.map(() => DROP_SHARES.map(() => 0.9))
  const outlook = { lowestMinor: 10_000, daysToDeparture: 20, horizons: [], drops, waits }
  const question = { minSavingMinor: 0, risk: 'medium' as const, deadlineDays: 10 }
  expect(advise(outlook, question)).toMatchObject({
    action: 'wait',
    expectedSavingMinor: 3000,
    lookAgainDays: 1,
  })
  expect(advise(outlook, { ...question, deadlineDays: 0 }).action).toBe('buy')
  expect(advise({ ...outlook, waits: undefined }, question).action).toBe('buy')
  const values = { curve_change_spread_7d: 0.3, curve_falls_7d: 0.9 }
  const baseline = predictOutlook({ ...outlook, row: { currency: 'EUR', values } })
  expect(baseline && advise(baseline, question).action).toBe('buy')
})
