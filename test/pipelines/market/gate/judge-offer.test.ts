import { expect, test } from 'vitest'
import { type Expectations, judgeOffer } from '../../../../pipelines/market/gate/judge-offer'

const KNOWN: Expectations = {
  levels: [{ count: 100, middle: Math.log(20_000), spread: 0.3 }],
  lastLog: Math.log(18_000),
  bounds: { lowMinor: 2_000, highMinor: 300_000 },
}
const UNSEEN: Expectations = { ...KNOWN, levels: [], lastLog: undefined }

test('passes fares of a third to four times the level, as sales and last seats have', () => {
  for (const minor of [6_000, 9_000, 18_000, 40_000, 80_000]) {
    expect(judgeOffer(minor, KNOWN)).toBeUndefined()
  }
})

test('holds a tenth, ten times, a hundred times and a price in another currency', () => {
  expect(judgeOffer(1_800, KNOWN)).toMatchObject({ doubt: 'jump', expectedMinor: 18_000 })
  expect(judgeOffer(180_000, KNOWN)?.doubt).toBe('jump')
  expect(judgeOffer(1_800_000, KNOWN)?.doubt).toBe('jump')
  expect(judgeOffer(18_000 * 360, KNOWN)?.doubt).toBe('jump')
})

test('holds a price without a past by the level alone', () => {
  const unflown = { ...KNOWN, lastLog: undefined }
  expect(judgeOffer(1_800, unflown)).toMatchObject({ doubt: 'off_level', expectedMinor: 20_000 })
  expect(judgeOffer(200_000, unflown)?.doubt).toBe('off_level')
  expect(judgeOffer(4_000, unflown)).toBeUndefined()
})

test('passes a price that returns to the level after a wrong one', () => {
  expect(judgeOffer(19_000, { ...KNOWN, lastLog: Math.log(1_900) })).toBeUndefined()
})

test('passes a dear departure that stays as dear as it was', () => {
  expect(judgeOffer(190_000, { ...KNOWN, lastLog: Math.log(170_000) })).toBeUndefined()
})

test('holds less than a unit of any currency, whatever is known', () => {
  expect(judgeOffer(1, KNOWN)).toMatchObject({ doubt: 'below_least', expectedMinor: 20_000 })
  expect(judgeOffer(1, { levels: [], lastLog: undefined, bounds: undefined })).toEqual({
    doubt: 'below_least',
    expectedMinor: undefined,
  })
})

test('holds the first prices of a market to its bounds', () => {
  expect(judgeOffer(1_500, UNSEEN)).toEqual({ doubt: 'implausible', expectedMinor: 2_000 })
  expect(judgeOffer(400_000, UNSEEN)).toEqual({ doubt: 'implausible', expectedMinor: 300_000 })
  expect(judgeOffer(20_000, UNSEEN)).toBeUndefined()
  expect(judgeOffer(400_000, { ...UNSEEN, bounds: undefined })).toBeUndefined()
})

test('a level of a few prices has wider limits, beside the bounds', () => {
  const few = { ...KNOWN, levels: [{ count: 8, middle: Math.log(20_000), spread: 0.3 }] }
  const unflown = { ...few, lastLog: undefined }
  expect(judgeOffer(2_800, unflown)).toBeUndefined()
  expect(judgeOffer(2_100, unflown)?.doubt).toBe('off_level')
})

test('holds a price only when it is far from the airline and from the market', () => {
  const levels = [
    { count: 100, middle: Math.log(5_000), spread: 0.2 },
    { count: 900, middle: Math.log(40_000), spread: 0.4 },
  ]
  expect(judgeOffer(40_000, { ...KNOWN, levels, lastLog: undefined })).toBeUndefined()
  expect(judgeOffer(500, { ...KNOWN, levels, lastLog: undefined })?.doubt).toBe('off_level')
})
