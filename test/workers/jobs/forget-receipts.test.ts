import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { forgetReceipts, RECEIPT_DAYS } from '../../../workers/jobs/forget-receipts'
import { connect } from '../../../workers/services'
import { openDatabase } from '../../../workers/storage/database'
import { receiptMessages, receipts } from '../../../workers/storage/schema'
import { TEST } from '../../build/scopes'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const OLD = NOW - RECEIPT_DAYS * DAY_MS - 1
const db = openDatabase(env.DB)
const services = connect(env, { now: NOW, defer: () => undefined })

beforeEach(async () => {
  await db.delete(receiptMessages)
  await db.delete(receipts)
})

function receipt(id: string, recordedAt: number): typeof receipts.$inferInsert {
  return {
    id,
    keyId: 'k1',
    scope: TEST,
    createdAt: 0,
    recordedAt,
    sent: 1,
    accepted: 1,
    duplicates: 0,
    countedLines: '[]',
    rejected: 0,
    messages: 2,
    queued: true,
  }
}

function message(id: string, receiptId: string): typeof receiptMessages.$inferInsert {
  return { id, receiptId }
}

test('a receipt goes with its messages after 30 days, a younger one stays', async () => {
  await db.insert(receipts).values([receipt('old', OLD), receipt('young', OLD + 1)])
  await db
    .insert(receiptMessages)
    .values([message('m1', 'old'), message('m2', 'old'), message('m3', 'young')])
  await forgetReceipts(services, NOW)
  expect(await db.select({ id: receipts.id }).from(receipts)).toEqual([{ id: 'young' }])
  expect(await db.select({ id: receiptMessages.id }).from(receiptMessages)).toEqual([{ id: 'm3' }])
})

test('more than one chunk goes in one run, and a second run finds nothing', async () => {
  await db.insert(receipts).values(receipt('r', OLD))
  for (let doubling = 0; doubling < 9; doubling += 1) {
    await db.run(sql`INSERT INTO ${receipts} SELECT id || ${doubling}, key_id, scope,
      idempotency_key, body_hash, created_at, recorded_at, sent, accepted, duplicates,
      counted_lines, rejected, messages, queued, source, set_aside FROM ${receipts}`)
  }
  expect(await db.$count(receipts)).toBe(512)
  await forgetReceipts(services, NOW)
  expect(await db.$count(receipts)).toBe(0)
  await forgetReceipts(services, NOW)
})

test('a receipt of a request with a simulated clock stays as long as any other', async () => {
  const { recordedAt: _, ...early } = receipt('early', 0)
  await db.insert(receipts).values(early)
  await forgetReceipts(services, Date.now())
  expect(await db.$count(receipts)).toBe(1)
})
