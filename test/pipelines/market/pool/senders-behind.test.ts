import { expect, test } from 'vitest'
import { sendersBehind } from '../../../../pipelines/market/pool/senders-behind'

const senders = { last30d: 5, byDaysToDeparture: { 10: 2, 12: 3, 40: 4 } }

test('an answer at some days to departure rests on the most senders that observed one of them', () => {
  expect(sendersBehind(senders, { from: 9, to: 14 })).toBe(3)
  expect(sendersBehind(senders, { from: 20, to: 30 })).toBe(0)
})

test('an answer on all fares of 30 days rests on all senders', () => {
  expect(sendersBehind(senders, undefined)).toBe(5)
})
