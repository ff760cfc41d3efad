import { expect, test } from 'vitest'
import { deadLetterKey, landingKey, rawKey } from '../../../pipelines/lake/keys'
import { deflate } from '../../../workers/lake/raw-text'
import { recordsIn, userRecords } from '../../../workers/lake/user-records'
import { LIVE, TEST } from '../../build/scopes'
import { START } from '../../fakes/simulated'
import { inWorld } from '../in-world'

const HASH = 'u1.abc'
const LINE = `{"id":"a","user":"${HASH}"}`
const key = (name: string, scope = TEST) => rawKey({ scope, receivedAt: START, name })

test('finds the lines of a user, as objects where they can be read', () => {
  expect(recordsIn(`${LINE}\n{"id":"b"}\n{"cut ${HASH}`, [HASH])).toEqual([
    { id: 'a', user: HASH },
    `{"cut ${HASH}`,
  ])
  expect(recordsIn('{"id":"b"}', [HASH])).toEqual([])
})

test('looks into the message of a dead letter, and between the messages of a landing', () => {
  expect(recordsIn(JSON.stringify({ body: `header\n${LINE}` }), [HASH])).toEqual([JSON.parse(LINE)])
  expect(recordsIn(JSON.stringify({ body: 1, user: HASH }), [HASH])).toHaveLength(1)
  expect(recordsIn(`head\u001e${LINE}\u001e{"id":"b"}`, [HASH])).toEqual([JSON.parse(LINE)])
})

async function all(lake: R2Bucket, page: { after?: string; maxObjects?: number } = {}) {
  const records = userRecords(lake, TEST, [HASH], {
    after: page.after,
    maxObjects: page.maxObjects ?? 99,
  })
  const found: string[] = []
  for (;;) {
    const { done, value } = await records.next()
    if (done) return { found, next: value }
    found.push(`${value.stored_in} ${value.object}`)
  }
}

test('finds records in every place of the scope, and skips what cannot hold any', () =>
  inWorld(async ({ lake }) => {
    await lake.put(key('1'), deflate(LINE))
    await lake.put(key('2'), 'torn')
    await lake.put(key('1', LIVE), deflate(LINE))
    await lake.put(landingKey(TEST, 'rcp_1'), `head\u001e${LINE}`)
    await lake.put(deadLetterKey(TEST, 'm1'), JSON.stringify({ body: LINE }))
    await lake.put(`${deadLetterKey(TEST, 'doc').replace(/\.json$/, '')}.xml`, LINE)
    const { found, next } = await all(lake)
    const places = found.map((each) => each.split(' ')[0])
    expect(places).toEqual(['raw', 'landings', 'dead_letters'])
    expect(next).toBeUndefined()
  }))

test('stops after a number of objects and goes on where it stopped', () =>
  inWorld(async ({ lake }) => {
    await lake.put(key('1'), deflate(LINE))
    await lake.put(key('2'), deflate(LINE))
    await lake.put(landingKey(TEST, 'rcp_1'), LINE)
    const first = await all(lake, { maxObjects: 1 })
    expect(first).toEqual({ found: [`raw ${key('1')}`], next: key('1') })
    const rest = await all(lake, { after: key('1') })
    expect(rest.found).toEqual([`raw ${key('2')}`, `landings ${landingKey(TEST, 'rcp_1')}`])
  }))
