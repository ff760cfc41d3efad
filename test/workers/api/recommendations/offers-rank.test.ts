/** Ranking and its feedback as a caller sees them. */
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { FeedbackAnswer, RankingAnswer } from '../../../../pipelines/answers/ranking/ranking-wire'
import { ALL_SCOPES, putKeys } from '../../../build/keys'
import { wireSlate } from '../../../build/offer-slates'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)

const CONTEXT = { origin: 'LIS', destination: 'JFK', departure_date: '2026-12-18' }

function send(path: string, body: unknown, key = 'sk_test_all') {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json' }
  return ask(path, { method: 'POST', body: text, headers, key })
}

async function rank(body: object) {
  const response = await send('/v1/offers:rank', { context: CONTEXT, ...body })
  expect(response.status).toBe(200)
  return z.object({ data: RankingAnswer }).parse(await response.json()).data
}

async function feedback(body: unknown) {
  const response = await send('/v1/feedback', body)
  expect(response.status).toBe(200)
  return z.object({ data: FeedbackAnswer }).parse(await response.json()).data
}

describe('ranking', () => {
  test('a slate comes back in order, with what could not be read', async () => {
    const items = [...wireSlate(20, 1), { id: 'broken' }]
    const answer = await rank({ items })
    expect(answer.items.map(({ rank: place }) => place)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1)
    )
    expect(answer.rejected).toMatchObject([{ index: 20, id: 'broken', pointer: '/items/20/price' }])
    expect(answer.evidence).toEqual({ choices: 0, personal: false, fallback: 'none' })
  })

  test('of many unread offers a hundred are named, and all are counted', async () => {
    const broken = Array.from({ length: 150 }, (_, at) => ({ id: `broken ${at}`, cost: 3 }))
    const { rejected, rejected_count } = await rank({ items: [...wireSlate(5, 1), ...broken] })
    expect([rejected.length, rejected_count]).toEqual([100, 150])
    expect(rejected[0]?.detail).toContain('is not a known name')
  })

  test('top_k shortens the answer, not the probabilities', async () => {
    const items = wireSlate(20, 1)
    const [whole, short] = [await rank({ items }), await rank({ items, options: { top_k: 3 } })]
    expect(short.items).toHaveLength(3)
    expect(short.items.map(({ choice_probability }) => choice_probability)).toEqual(
      whole.items.slice(0, 3).map(({ choice_probability }) => choice_probability)
    )
  })

  test('a thousand offers are ranked, one more is refused', async () => {
    expect((await rank({ items: wireSlate(1_000, 1) })).items).toHaveLength(1_000)
    const items = wireSlate(1_001, 1)
    expect((await send('/v1/offers:rank', { context: CONTEXT, items })).status).toBe(400)
  })

  test('a slate without a readable offer is refused with a reason for each', async () => {
    const response = await send('/v1/offers:rank', { context: CONTEXT, items: [1, {}] })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/items/0' }, { pointer: '/items/1/id' }],
    })
  })

  test('device, country and address of the caller change nothing', async () => {
    const items = wireSlate(30, 5)
    const scores = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ context: CONTEXT, items })
      const type = { 'content-type': 'application/json' }
      const response = await ask('/v1/offers:rank', {
        method: 'POST',
        body,
        headers: { ...type, ...headers },
      })
      const { data } = z.object({ data: RankingAnswer }).parse(await response.json())
      return data.items
    }
    const phone = await scores({ 'user-agent': 'iPhone', 'cf-ipcountry': 'CH' })
    const desk = await scores({ 'user-agent': 'Windows NT', 'cf-ipcountry': 'IN' })
    expect(phone).toEqual(desk)
  })
})

describe('feedback', () => {
  test('the next ranking reflects a click, in 200 alternations without a wait', async () => {
    const items = wireSlate(12, 8)
    let known = 0
    for (let turn = 0; turn < 200; turn += 1) {
      const answer = await rank({ user: 'alternating', items })
      expect(answer.evidence.choices).toBeCloseTo(known, 9)
      const offer_id = answer.items[turn % 12]?.id
      const { ranking_id } = answer
      expect(await feedback([{ type: 'click', ranking_id, offer_id }])).toMatchObject({
        accepted: 1,
      })
      known += 0.6
    }
  })

  test('a repeated entry counts once', async () => {
    const { ranking_id, items } = await rank({ session: 'twice', items: wireSlate(5, 2) })
    const entry = { type: 'booking', ranking_id, offer_id: items[0]?.id }
    expect(await feedback([entry, entry])).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(await feedback([entry])).toMatchObject({ accepted: 0, duplicates: 1 })
    const again = await rank({ session: 'twice', items: wireSlate(5, 3) })
    expect(again.evidence.choices).toBe(1)
  })

  test('lines are read one by one, and a bad one leaves the others', async () => {
    const { ranking_id, items } = await rank({ items: wireSlate(5, 2) })
    const good = { type: 'click', ranking_id, offer_id: items[1]?.id }
    const lines = [
      JSON.stringify(good),
      '{"type": "click"',
      JSON.stringify({ ...good, type: 'glance' }),
      JSON.stringify({ ...good, offer_id: 'another' }),
      JSON.stringify({ ...good, ranking_id: 'rnk_u1.abcdefgh~0123456789abcdef' }),
      JSON.stringify({ ...good, ranking_id: 'mine' }),
      JSON.stringify({ ...good, offer: 'x' }),
    ]
    const counted = await feedback(lines.join('\n'))
    expect(counted.accepted).toBe(1)
    expect(counted.rejected.map(({ index, pointer }) => [index, pointer])).toEqual([
      [1, '/1'],
      [2, '/2/type'],
      [3, '/3/offer_id'],
      [4, '/4/ranking_id'],
      [5, '/5/ranking_id'],
      [6, '/6/offer'],
    ])
    expect(counted.rejected.at(-1)?.detail).toContain('did you mean "offer_id"?')
  })

  test.each(['', '[]', '{', JSON.stringify(Array(1_001).fill({}))])(
    '%.20s is refused',
    async (body) => {
      const response = await send('/v1/feedback', body)
      expect([200, 400]).toContain(response.status)
      if (response.status === 200) {
        expect(await response.json()).toMatchObject({
          data: { accepted: 0, rejected: [{ index: 0 }] },
        })
      }
    }
  )

  test('a key that only reads may not send it', async () => {
    expect((await send('/v1/feedback', [], 'sk_test_reads')).status).toBe(403)
  })
})

describe('a ranking', () => {
  test('is shown with its order and feedback, to its own account and mode only', async () => {
    const { ranking_id, items } = await rank({ user: 'shown', items: wireSlate(4, 2) })
    await feedback([{ type: 'impression', ranking_id, offer_id: items[0]?.id }])
    const response = await ask(`/v1/rankings/${ranking_id}`)
    expect(await response.json()).toMatchObject({
      data: {
        ranking_id,
        market: 'LIS-JFK',
        offer_ids: items.map(({ id }) => id),
        feedback: [{ type: 'impression', offer_id: items[0]?.id }],
      },
    })
    expect((await ask(`/v1/rankings/${ranking_id}`, { key: 'sk_live_all' })).status).toBe(404)
  })

  test('makes way for the latest twenty of its traveller', async () => {
    const first = await rank({ user: 'often', items: wireSlate(2, 1) })
    for (let turn = 0; turn < 20; turn += 1) await rank({ user: 'often', items: wireSlate(2, 1) })
    expect((await ask(`/v1/rankings/${first.ranking_id}`)).status).toBe(404)
  })
})

test('an erased user is nobody to the next ranking', async () => {
  const { ranking_id, items } = await rank({ user: 'leaving', items: wireSlate(5, 2) })
  await feedback([{ type: 'booking', ranking_id, offer_id: items[0]?.id }])
  expect((await ask('/v1/users/leaving', { method: 'DELETE' })).status).toBe(202)
  const { evidence } = await rank({ user: 'leaving', items: wireSlate(5, 2) })
  expect(evidence.choices).toBe(0)
  expect((await ask(`/v1/rankings/${ranking_id}`)).status).toBe(404)
})

test('the same user id in two accounts is two travellers', async () => {
  await putKeys([
    { id: 'o', key: 'sk_test_stranger', scopes: ALL_SCOPES, account: 'other-account' },
  ])
  const { ranking_id, items } = await rank({ user: 'shared', items: wireSlate(5, 2) })
  const entry = { type: 'booking', ranking_id, offer_id: items[0]?.id }
  const foreign = await send('/v1/feedback', [entry], 'sk_test_stranger')
  expect(await foreign.json()).toMatchObject({
    data: { accepted: 0, rejected: [{ pointer: '/0/ranking_id' }] },
  })
  await feedback([entry])
  const body = { user: 'shared', context: CONTEXT, items: wireSlate(5, 2) }
  const response = await send('/v1/offers:rank', body, 'sk_test_stranger')
  expect(await response.json()).toMatchObject({ data: { evidence: { choices: 0 } } })
})
