import { expect, test } from 'vitest'
import { recordFeedback } from '../../../workers/answering/record-feedback'
import { Unavailable } from '../../../workers/http/unavailable'
import { newRankingId } from '../../../workers/storage/traveller-name'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const KEY = 'u1.abcdefgh'
const entry = (ranking_id: string, offer_id = 'o1', type = 'click') => ({
  ranking_id,
  offer_id,
  type,
})

type Results = (name: string, rankingId: string, items: readonly object[]) => Promise<string[]>

/** Records what was sent to which object. */
const travellers = (results: Results) =>
  ({
    getByName: (name: string) => ({
      feedback: async (id: string, items: readonly object[]) => ({
        results: await results(name, id, items),
        conversions: [],
      }),
    }),
  }) as never

test('sends the entries of a ranking to its traveller in the order sent', () =>
  inWorld(async ({ connected }) => {
    const id = newRankingId(KEY)
    const calls: unknown[] = []
    const services = connected({
      travellers: travellers(async (...call) => {
        calls.push(call)
        return ['counted', 'duplicate']
      }),
    })
    const answer = await recordFeedback(services, LIVE, [entry(id), entry(id, 'o2')])
    expect(answer).toEqual({ accepted: 1, duplicates: 1, rejected_count: 0, rejected: [] })
    const items = [
      { type: 'click', offerId: 'o1' },
      { type: 'click', offerId: 'o2' },
    ]
    expect(calls).toEqual([[`sandbox/live/${KEY}`, id, items]])
  }))

test('rejects each entry that cannot be read or placed, at its place and with the fix', () =>
  inWorld(async ({ connected }) => {
    const id = newRankingId(KEY)
    const services = connected({ travellers: travellers(async () => ['unknown_offer']) })
    const sent = [entry('rnk_of_nobody'), { ranking_id: id }, entry(id, 'o9'), 'text']
    const { accepted, rejected, rejected_count } = await recordFeedback(services, TEST, sent)
    expect(accepted).toBe(0)
    expect(rejected_count).toBe(4)
    expect(rejected.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(rejected[0]).toMatchObject({
      pointer: '/0/ranking_id',
      detail: expect.stringContaining('30 days'),
    })
    expect(rejected[1]?.pointer).toMatch(/^\/1\//)
    expect(rejected[2]).toMatchObject({
      pointer: '/2/offer_id',
      detail: expect.stringContaining('not among'),
    })
    expect(rejected[3]).toMatchObject({
      pointer: '/3',
      detail: expect.stringMatching(/^the entry /),
    })
  }))

test('takes no entries without calling an object', () =>
  inWorld(async ({ connected }) => {
    const services = connected({
      travellers: travellers(() => Promise.reject(new Error('called'))),
    })
    expect(await recordFeedback(services, TEST, [])).toEqual({
      accepted: 0,
      duplicates: 0,
      rejected_count: 0,
      rejected: [],
    })
  }))

test('fails as a whole when a traveller cannot be reached, so that the sender repeats it', () =>
  inWorld(async ({ connected }) => {
    const services = connected({ travellers: travellers(() => Promise.reject(new Error('reset'))) })
    await expect(recordFeedback(services, TEST, [entry(newRankingId(KEY))])).rejects.toThrow(
      Unavailable
    )
  }))
