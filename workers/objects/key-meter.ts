/**
 * Meters one API key: grants its quota to isolates in leases and counts its work by day. One object per
 * key, named by scope and key id. See workers/metering/.
 */

import { DurableObject } from 'cloudflare:workers'
import { dayNumber, dayOf } from '../../models/airline/calendar'
import {
  grantLease,
  type Lease,
  type LeaseRequest,
  type QuotaWindow,
} from '../metering/quota-window'
import type { UsageReport, UsageRow } from '../metering/usage'
import { wallClock } from '../wall-clock'

const RESERVED = 'reserved'
/** Grants are written in steps of this share of the quota; an object that restarts loses one step at most. */
const STEPS = 100
const USAGE_DAYS = 400

type Reserved = { readonly startedAt: number; readonly units: number }

export class KeyMeter extends DurableObject<Env> {
  #window: QuotaWindow | undefined
  #reserved: Reserved | undefined

  constructor(context: DurableObjectState, env: Env) {
    super(context, env)
    this.ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS usage (
      day TEXT NOT NULL, operation TEXT NOT NULL,
      requests INTEGER NOT NULL, items INTEGER NOT NULL, units INTEGER NOT NULL,
      PRIMARY KEY (day, operation)) WITHOUT ROWID`)
    this.#reserved = this.ctx.storage.kv.get<Reserved>(RESERVED)
    // Units reserved before a restart count as granted.
    const { startedAt = 0, units: granted = 0 } = this.#reserved ?? {}
    this.#window = { startedAt, granted, holders: new Set() }
  }

  lease(request: LeaseRequest): Lease {
    const { window, lease } = grantLease(this.#window, request, wallClock())
    this.#window = window
    this.#reserve(window, request.limit)
    return lease
  }

  /** Adds an isolate's counts to those of the day. */
  report(counts: UsageReport, day: string): void {
    for (const [operation, { requests, items, units }] of Object.entries(counts)) {
      this.ctx.storage.sql.exec(
        `INSERT INTO usage VALUES (?, ?, ?, ?, ?) ON CONFLICT (day, operation) DO UPDATE SET
          requests = requests + excluded.requests, items = items + excluded.items,
          units = units + excluded.units`,
        day,
        operation,
        requests,
        items,
        units
      )
    }
    const oldest = dayOf(dayNumber(day) - USAGE_DAYS)
    this.ctx.storage.sql.exec('DELETE FROM usage WHERE day < ?', oldest)
  }

  usage(from: string, to: string): UsageRow[] {
    return this.ctx.storage.sql
      .exec<UsageRow>(
        'SELECT day, operation, requests, items, units FROM usage WHERE day BETWEEN ? AND ? ORDER BY day, operation',
        from,
        to
      )
      .toArray()
  }

  #reserve({ startedAt, granted }: QuotaWindow, limit: number): void {
    const reserved = this.#reserved?.startedAt === startedAt ? this.#reserved.units : 0
    if (granted <= reserved) return
    const units = Math.min(Math.max(granted, limit), granted + Math.floor(limit / STEPS))
    this.#reserved = { startedAt, units }
    this.ctx.storage.kv.put(RESERVED, this.#reserved)
  }
}
