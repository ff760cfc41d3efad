import { expect, test } from 'vitest'
import {
  countWaitingLetters,
  eraseInParked,
  findLetter,
  forgetLetters,
  lettersToRetry,
  listLetters,
  markReplayed,
  type NewDeadLetter,
  parkedLetters,
  parkedWith,
  recordLetter,
  recordLetterOnce,
  unpark,
  waitingLetters,
} from '../../../workers/storage/letter-rows'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const letter = (id: string, changes: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  id,
  kind: 'message',
  scope: TEST,
  cause: 'unavailable',
  reason: 'a test',
  receiptId: null,
  events: 1,
  source: null,
  diedAt: 10,
  body: null,
  ...changes,
})
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

test('lets a message that dies again wait again, and counts its deaths', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('a'))
    await markReplayed(db, 'a', 20)
    expect(await countWaitingLetters(db, TEST)).toBe(0)
    await recordLetter(db, letter('a', { cause: 'uncountable', diedAt: 30 }))
    expect(await findLetter(db, TEST, 'a')).toMatchObject({
      deaths: 2,
      cause: 'uncountable',
      diedAt: 30,
      replayedAt: null,
    })
    expect(await findLetter(db, LIVE, 'a')).toBeUndefined()
  }))

test('changes nothing for a letter that is recorded once', () =>
  inNode(async (db) => {
    await recordLetterOnce(db, letter('a'))
    await recordLetterOnce(db, letter('a', { diedAt: 30 }))
    expect(await findLetter(db, TEST, 'a')).toMatchObject({ deaths: 1, diedAt: 10 })
  }))

test('lists letters by id, by cause, by time and by whether they wait', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('b', { diedAt: 20 }))
    await recordLetter(db, letter('a', { cause: 'torn' }))
    await recordLetter(db, letter('c', { diedAt: 30 }))
    await recordLetter(db, letter('x', { scope: LIVE }))
    await markReplayed(db, 'c', 40)
    const list = async (query: object, limit = 9) => ids(await listLetters(db, TEST, query, limit))
    expect(await list({})).toEqual(['a', 'b', 'c'])
    expect(await list({}, 2)).toEqual(['a', 'b'])
    expect(await list({ after: 'a' })).toEqual(['b', 'c'])
    expect(await list({ cause: 'torn' })).toEqual(['a'])
    expect(await list({ from: 20, until: 30 })).toEqual(['b'])
    expect(await list({ isWaiting: true })).toEqual(['a', 'b'])
  }))

test('gives the depth and the age of what waits', () =>
  inNode(async (db) => {
    expect(await waitingLetters(db, TEST)).toEqual({ depth: 0, oldestAt: undefined })
    await recordLetter(db, letter('a', { diedAt: 30 }))
    await recordLetter(db, letter('b', { diedAt: 20 }))
    expect(await waitingLetters(db, TEST)).toEqual({ depth: 2, oldestAt: 20 })
    expect(await waitingLetters(db, LIVE)).toMatchObject({ depth: 0 })
  }))

test('retries letters of an absent store that are dead for a while and not too often', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('old', { diedAt: 5 }))
    await recordLetter(db, letter('young', { diedAt: 50 }))
    await recordLetter(db, letter('bad', { cause: 'uncountable', diedAt: 5 }))
    await recordLetter(db, letter('often', { diedAt: 5 }))
    await recordLetter(db, letter('often', { diedAt: 5 }))
    await recordLetter(db, letter('live', { scope: LIVE, diedAt: 4 }))
    const bounds = { diedBefore: 20, maxDeaths: 2 }
    expect(ids(await lettersToRetry(db, [TEST], bounds, 9))).toEqual(['old'])
    expect(ids(await lettersToRetry(db, [TEST, LIVE], bounds, 9))).toEqual(['live', 'old'])
    expect(ids(await lettersToRetry(db, [TEST, LIVE], bounds, 1))).toEqual(['live'])
  }))

test('moves content out of the database unless the letter died once more meanwhile', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('a', { body: 'text' }))
    const [parked] = await parkedLetters(db, [TEST], 9)
    await recordLetter(db, letter('a', { body: 'newer' }))
    if (parked) await unpark(db, parked)
    expect(await findLetter(db, TEST, 'a')).toMatchObject({ body: 'newer' })
    const [again] = await parkedLetters(db, [TEST], 9)
    if (again) await unpark(db, again)
    expect(await parkedLetters(db, [TEST, LIVE], 9)).toEqual([])
  }))

test('takes the hash of a user out of parked content of the scope', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('a', { body: 'user u1 and u2' }))
    await recordLetter(db, letter('b', { body: 'user u3' }))
    await recordLetter(db, letter('x', { body: 'user u1', scope: LIVE }))
    expect(ids(await parkedWith(db, TEST, ['u1', 'u9']))).toEqual(['a'])
    await eraseInParked(db, TEST, 'u1', 'erased')
    expect(await findLetter(db, TEST, 'a')).toMatchObject({ body: 'user erased and u2' })
    expect(await findLetter(db, LIVE, 'x')).toMatchObject({ body: 'user u1' })
  }))

test('forgets the letters of a scope that died before an instant', () =>
  inNode(async (db) => {
    await recordLetter(db, letter('a'))
    await recordLetter(db, letter('b', { diedAt: 20 }))
    await recordLetter(db, letter('x', { scope: LIVE }))
    expect(await forgetLetters(db, TEST, 20)).toBe(1)
    expect(ids(await listLetters(db, TEST, {}, 9))).toEqual(['b'])
    expect(await countWaitingLetters(db, LIVE)).toBe(1)
  }))
