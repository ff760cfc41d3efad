/** An experiment from start to verdict, as a caller sees it. */
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { wireSlate } from '../../../build/offer-slates'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)
beforeEach(async () => {
  for (const { id, stopped_at } of await listed()) {
    if (stopped_at === null) await send(`/v1/experiments/${id}:stop`)
  }
})

const CONTEXT = { origin: 'LIS', destination: 'JFK', departure_date: '2026-12-18' }
const CHEAPEST = { name: 'cheapest first', metric: 'click', treatment: { order: 'price' } }

const send = (path: string, body: unknown = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

type Experiment = { id: string; stopped_at: string | null }
type Arm = { travellers: number; clicked: number; booked: number; rate: number }
type Results = { verdict: string; difference: unknown; control: Arm; treatment: Arm }
type Ranking = {
  ranking_id: string
  items: { id: string; labels: string[] }[]
  variant: { experiment_id: string; arm: string } | null
}

async function data<T>(answer: Promise<Response>, status = 200): Promise<T> {
  const response = await answer
  expect(response.status).toBe(status)
  return (await response.json<{ data: T }>()).data
}

const listed = () => data<Experiment[]>(ask('/v1/experiments'))
const started = (body: unknown = CHEAPEST) => data<Experiment>(send('/v1/experiments', body), 201)
const results = (id: string) => data<Results>(ask(`/v1/experiments/${id}/results`))
const ranked = (user: string, items = wireSlate(12, 3)) =>
  data<Ranking>(send('/v1/offers:rank', { user, context: CONTEXT, items }))
const clicked = ({ ranking_id, items }: Ranking, type = 'click') =>
  data(send('/v1/feedback', [{ type, ranking_id, offer_id: items[0]?.id }]))

/** Counting follows the answer. */
async function countedUntil(id: string, isWhole: (results: Results) => boolean): Promise<Results> {
  for (let tries = 0; tries < 50; tries += 1) {
    const now = await results(id)
    if (isWhole(now)) return now
    await scheduler.wait(20)
  }
  return results(id)
}

test('the treatment orders by price, the control as before, and each traveller stays', async () => {
  const { id } = await started()
  const answers = await Promise.all(Array.from({ length: 16 }, (_, at) => ranked(`stays-${at}`)))
  const arms = new Set(answers.map(({ variant }) => variant?.arm))
  expect(arms).toEqual(new Set(['control', 'treatment']))
  for (const [at, { variant, items }] of answers.entries()) {
    expect(variant?.experiment_id).toBe(id)
    if (variant?.arm === 'treatment') expect(items[0]?.labels).toContain('cheapest')
    expect((await ranked(`stays-${at}`)).variant).toEqual(variant)
  }
})

test('a traveller counts once, however often they search, click and book', async () => {
  const { id } = await started()
  const first = await ranked('once')
  await clicked(first)
  await clicked(first)
  await clicked(await ranked('once'))
  await clicked(await ranked('once'), 'booking')
  await ranked('looks only')
  const { control, treatment } = await countedUntil(
    id,
    (now) =>
      now.control.travellers + now.treatment.travellers === 2 &&
      now.control.booked + now.treatment.booked === 1
  )
  expect(control.travellers + treatment.travellers).toBe(2)
  expect(control.clicked + treatment.clicked).toBe(1)
  expect(control.booked + treatment.booked).toBe(1)
})

test('results have a verdict once enough travellers were counted', async () => {
  const { id } = await started()
  expect(await results(id)).toMatchObject({ verdict: 'too_few', difference: null })
  const counts = env.DB.prepare('INSERT INTO experiment_counts VALUES (?, ?, ?, ?, 0)')
  await env.DB.batch([
    counts.bind(id, 'control', 5_000, 500),
    counts.bind(id, 'treatment', 5_040, 756),
  ])
  const { verdict, treatment, ...rest } = await results(id)
  expect(verdict).toBe('treatment_better')
  expect(treatment.rate).toBeCloseTo(0.15)
  expect(rest.difference).toMatchObject({ estimate: expect.closeTo(0.05) })
})

test('one experiment runs at a time, and a stop gives everybody the control again', async () => {
  const { id } = await started()
  const second = await send('/v1/experiments', CHEAPEST)
  expect(second.status).toBe(400)
  expect(await second.text()).toContain('stop it first')
  const stopped = await data<Experiment>(send(`/v1/experiments/${id}:stop`))
  expect(stopped.stopped_at).not.toBeNull()
  expect(await data(send(`/v1/experiments/${id}:stop`))).toEqual(stopped)
  expect((await ranked('after')).variant).toBeNull()
  expect((await listed()).find((each) => each.id === id)).toEqual(stopped)
})

test('a treatment without a difference is refused with its field', async () => {
  const answer = await send('/v1/experiments', { name: 'nothing', treatment: {} })
  expect(answer.status).toBe(400)
  const { errors } = await answer.json<{ errors: { pointer: string; detail: string }[] }>()
  expect(errors[0]).toMatchObject({ pointer: '/treatment' })
})
