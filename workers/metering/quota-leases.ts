/**
 * An isolate's side of the quotas: it spends leases of each key's meter without waiting, and waits only
 * where it holds too little. While a meter does not answer, each isolate admits a tenth of the quota.
 */
import { type Lease, type LeaseRequest, WINDOW_MS } from './quota-window'

/** Share of the quota that an isolate admits by itself while the meter is away. */
const SHARE_WITHOUT_METER = 10
/** How long a request waits for the meter. */
export const METER_DEADLINE_MS = 250
/** A meter that did not answer is left alone for so long. */
const RETRY_METER_MS = 1_000
/** Units spent by other isolates are known after this time. */
const REFRESH_MS = 1_000
const MAX_KEYS = 10_000

export type Allowance = {
  readonly allowed: boolean
  readonly limit: number
  /** Units left in the window, as far as this isolate knows. */
  readonly remaining: number
  readonly resetSeconds: number
  /** "isolate" while the meter is away: the limit is then this isolate's own. */
  readonly policy: 'minute' | 'isolate'
}

/** The platform, as far as taking units needs it. */
export type Meter = {
  readonly lease: (request: LeaseRequest) => Promise<Lease>
  readonly wait: (ms: number) => Promise<unknown>
  readonly defer: (work: Promise<unknown>) => void
  /** The wall clock, epoch ms. */
  readonly clock: () => number
}

type Waiting = { readonly units: number; granted: boolean }

type KeyState = {
  /** End of the window, by this isolate's clock. */
  until: number
  /** Units of leases that are left. */
  pool: number
  /** Units that the meter had left at the last contact; undefined before the first of the window. */
  remaining: number | undefined
  /** Size of the last lease, and of the largest in this window. */
  size: number
  largest: number
  /** Units that may be spent before the first contact of a window. */
  advance: number
  owed: number
  /** Units admitted in this window while the meter was away. */
  alone: number
  contactAt: number
  awayUntil: number
  waiting: Waiting[]
  exchange: Promise<void> | undefined
}

export class QuotaLeases {
  readonly #holder: string
  readonly #keys = new Map<string, KeyState>()

  constructor(holder: string) {
    this.#holder = holder
  }

  async take(keyId: string, units: number, limit: number, meter: Meter): Promise<Allowance> {
    const spent = this.takeNow(keyId, units, limit, meter)
    if (spent) return spent
    const state = this.#stateOf(keyId, meter.clock())
    if (state.remaining !== undefined && state.pool + state.remaining < units) {
      return allowance(state, limit, false, meter.clock())
    }
    if (meter.clock() < state.awayUntil) return alone(state, units, limit, meter.clock())
    return this.#takeFromMeter(state, units, limit, meter)
  }

  /** Takes units at once from what this isolate holds; undefined, and nothing taken, where that is too little. */
  takeNow(keyId: string, units: number, limit: number, meter: Meter): Allowance | undefined {
    const now = meter.clock()
    const state = this.#stateOf(keyId, now)
    if (!this.#spendLease(state, units)) return undefined
    if (this.#isRenewalDue(state, now)) meter.defer(this.#exchange(state, limit, meter))
    return allowance(state, limit, true, now)
  }

  /** From the lease, or before the first contact of a window from what the last one allows. */
  #spendLease(state: KeyState, units: number): boolean {
    if (state.pool >= units) {
      state.pool -= units
      return true
    }
    if (state.remaining !== undefined || state.advance < units) return false
    state.advance -= units
    state.owed += units
    return true
  }

  #isRenewalDue(state: KeyState, now: number): boolean {
    if (state.exchange || now < state.awayUntil || state.remaining === 0) return false
    if (state.remaining === undefined) return true
    return state.pool < state.size / 2 || now - state.contactAt >= REFRESH_MS
  }

  async #takeFromMeter(
    state: KeyState,
    units: number,
    limit: number,
    meter: Meter
  ): Promise<Allowance> {
    const mine = { units, granted: false }
    state.waiting.push(mine)
    const answered = await Promise.race([
      this.#answer(state, mine, limit, meter),
      meter.wait(METER_DEADLINE_MS).then(() => 'late' as const),
    ])
    state.waiting = state.waiting.filter((each) => each !== mine)
    const now = meter.clock()
    if (answered === 'late') state.awayUntil = now + RETRY_METER_MS
    if (!mine.granted && now < state.awayUntil) return alone(state, units, limit, now)
    return allowance(state, limit, mine.granted, now)
  }

  /**
   * Joins the exchange under way, and starts one for this request where that does not include it.
   */
  async #answer(state: KeyState, mine: Waiting, limit: number, meter: Meter): Promise<void> {
    if (state.exchange !== undefined) await state.exchange
    if (!mine.granted) await (state.exchange ?? this.#exchange(state, limit, meter))
  }

  #exchange(state: KeyState, limit: number, meter: Meter): Promise<void> {
    const { owed, pool: unspent, waiting } = state
    const needs = waiting.map(({ units }) => units)
    state.owed = 0
    const request = { holder: this.#holder, limit, needs, owed, unspent }
    const exchange = meter
      .lease(request)
      .then((lease) => {
        state.pool += lease.granted
        state.remaining = lease.remaining
        state.size = lease.size
        state.largest = Math.max(state.largest, lease.size)
        state.contactAt = meter.clock()
        state.until = state.contactAt + lease.resetMs
        state.awayUntil = 0
        serve(state)
      })
      .catch(() => {
        state.owed += owed
        state.awayUntil = meter.clock() + RETRY_METER_MS
      })
      .finally(() => {
        state.exchange = undefined
      })
    state.exchange = exchange
    return exchange
  }

  #stateOf(keyId: string, now: number): KeyState {
    const known = this.#keys.get(keyId)
    if (known && now < known.until) return known
    if (!known && this.#keys.size >= MAX_KEYS) this.#keys.clear()
    const state = windowAfter(known, now)
    this.#keys.set(keyId, state)
    return state
  }
}

function windowAfter(before: KeyState | undefined, now: number): KeyState {
  return {
    until: (Math.floor(now / WINDOW_MS) + 1) * WINDOW_MS,
    pool: 0,
    remaining: undefined,
    size: 0,
    largest: 0,
    advance: before?.largest ?? 0,
    owed: 0,
    alone: 0,
    contactAt: before?.contactAt ?? 0,
    awayUntil: before?.awayUntil ?? 0,
    waiting: [],
    exchange: undefined,
  }
}

/** Waiting requests take their units before any that comes later. */
function serve(state: KeyState): void {
  for (const each of state.waiting) {
    if (each.granted || state.pool < each.units) continue
    state.pool -= each.units
    each.granted = true
  }
}

function alone(state: KeyState, units: number, limit: number, now: number): Allowance {
  const share = Math.max(1, Math.floor(limit / SHARE_WITHOUT_METER))
  const allowed = state.alone + units <= share
  if (allowed) {
    state.alone += units
    state.owed += units
  }
  const remaining = Math.max(0, share - state.alone)
  return {
    allowed,
    limit: share,
    remaining,
    resetSeconds: secondsTo(state, now),
    policy: 'isolate',
  }
}

function allowance(state: KeyState, limit: number, allowed: boolean, now: number): Allowance {
  const remaining =
    state.remaining === undefined
      ? limit - state.owed
      : Math.min(limit, state.pool + state.remaining)
  const resetSeconds = secondsTo(state, now)
  return { allowed, limit, remaining: Math.max(0, remaining), resetSeconds, policy: 'minute' }
}

function secondsTo({ until }: KeyState, now: number): number {
  return Math.max(1, Math.ceil((until - now) / 1000))
}
