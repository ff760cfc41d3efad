/** The bill of a month: what was counted, times the price list. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Counts } from '../counting/counts'

const Price = z.object({ usd: z.number().nonnegative(), per: z.number().positive() })

export const PriceList = z.object({
  source: z.string(),
  date: z.iso.date(),
  /** Memory an active object is billed for, GB. */
  object_gigabytes: z.number(),
  prices: z.object({
    request: Price,
    cpu_ms: Price,
    queue_operation: Price,
    object_request: Price,
    object_gigabyte_second: Price,
    object_row_written: Price,
    object_row_read: Price,
    database_row_written: Price,
    database_row_read: Price,
    kv_read: Price,
    kv_write: Price,
    r2_write: Price,
    r2_read: Price,
    log_event: Price,
  }),
})
export type PriceList = z.infer<typeof PriceList>

export function readPriceList(): PriceList {
  const text = readFileSync(join(import.meta.dirname, 'price-list.json'), 'utf8')
  return PriceList.parse(JSON.parse(text))
}

/** Units of a month. CPU is measured beside the counts; the time of objects is assumed. */
export type Usage = Counts & { readonly cpuMs: number; readonly objectMs: number }

export type BillLine = { readonly what: string; readonly units: number; readonly usd: number }
export type Bill = { readonly lines: readonly BillLine[]; readonly totalUsd: number }

/**
 * Lines from the dearest to the cheapest. `logSampling` is the share of log events that are kept,
 * and only those are billed. Stored bytes are not in it: they grow with retention, not with a month.
 */
export function billOf(
  usage: Usage,
  { prices, object_gigabytes }: PriceList,
  logSampling: number
): Bill {
  const of = (what: string, units: number, price: keyof PriceList['prices']): BillLine => {
    const { usd, per } = prices[price]
    return { what, units, usd: (units * usd) / per }
  }
  const queue = usage.queueWrites + usage.queueReads + usage.queueDeletes
  const gigabyteSeconds = (usage.objectMs / 1_000) * object_gigabytes
  const lines = [
    of(
      'requests, queue batches, crons',
      usage.requests + usage.queueBatches + usage.crons,
      'request'
    ),
    of('CPU, ms', usage.cpuMs, 'cpu_ms'),
    of('queue operations', queue, 'queue_operation'),
    of('object requests', usage.objectRequests, 'object_request'),
    of('object time, GB-s', gigabyteSeconds, 'object_gigabyte_second'),
    of('object rows written', usage.objectRowsWritten, 'object_row_written'),
    of('object rows read', usage.objectRowsRead, 'object_row_read'),
    of('D1 rows written', usage.databaseRowsWritten, 'database_row_written'),
    of('D1 rows read', usage.databaseRowsRead, 'database_row_read'),
    of('KV reads', usage.kvReads, 'kv_read'),
    of('KV writes', usage.kvWrites, 'kv_write'),
    of('R2 writes and lists', usage.r2Writes, 'r2_write'),
    of('R2 reads', usage.r2Reads, 'r2_read'),
    of('log events kept', usage.logEvents * logSampling, 'log_event'),
  ].toSorted((a, b) => b.usd - a.usd)
  return { lines, totalUsd: lines.reduce((sum, { usd }) => sum + usd, 0) }
}
