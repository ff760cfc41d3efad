/**
 * The plan of a run: the actions of clients and operators, and the faults of the platform. The seed
 * determines the plan; the run follows it. So a failing plan can be made shorter and run again.
 */
import { stream } from '../../pipelines/simulator/world/stream'
import type { Blink, Outage, Part } from '../fakes/platform'

const MINUTE_MS = 60_000
/** Actions and faults begin within this time; outages last up to hours more. */
export const ACTIVE_MS = 30 * MINUTE_MS
/** About what an active run takes; later crashes find nothing left to end. */
const STEPS = 4_000

export const USERS = ['ana@example.com', 'rui@example.com']

export type Action =
  /** Events of one request. `repeats` names a request whose events come again in this one. */
  | {
      readonly kind: 'post'
      readonly at: number
      readonly name: string
      readonly events: number
      readonly markets: number
      readonly user: string | undefined
      readonly isKeyed: boolean
      readonly repeats: string | undefined
    }
  /** A message that cannot be read. */
  | { readonly kind: 'garbage'; readonly at: number; readonly body: string }
  | { readonly kind: 'erase'; readonly at: number; readonly user: string }
  | { readonly kind: 'evict'; readonly at: number }

export type Fault =
  | ({ readonly kind: 'outage' } & Outage)
  | ({ readonly kind: 'blink' } & Blink)
  | { readonly kind: 'crash'; readonly step: number }
  | { readonly kind: 'duplicates'; readonly share: number }
  /** Half of a landing or raw object is left, as by a local disk. */
  | { readonly kind: 'tear'; readonly at: number; readonly folder: 'landings' | 'raw' }

export type Plan = {
  readonly seed: number
  readonly landRequests: boolean
  readonly actions: readonly Action[]
  readonly faults: readonly Fault[]
}

export function planOf(seed: number, startsAt: number): Plan {
  const draw = stream(seed, 'plan')
  const whole = (below: number) => Math.floor(draw() * below)
  const anyTime = () => startsAt + whole(ACTIVE_MS)
  const together = stream(seed, 'together')
  const actions: Action[] = []
  const posts = 3 + whole(10)
  let postedAt = startsAt
  for (let n = 0; n < posts; n += 1) {
    const alone = anyTime()
    // Often within the time in which an isolate gathers requests.
    postedAt = n > 0 && together() < 0.4 ? postedAt + Math.floor(together() * 40) : alone
    actions.push({
      kind: 'post',
      at: postedAt,
      name: `p${n}`,
      events: draw() < 0.1 ? 150 : 1 + whole(12),
      markets: 1 + whole(3),
      user: draw() < 0.5 ? USERS[whole(USERS.length)] : undefined,
      isKeyed: draw() < 0.5,
      repeats: n > 0 && draw() < 0.2 ? `p${whole(n)}` : undefined,
    })
  }
  if (draw() < 0.3) actions.push({ kind: 'garbage', at: anyTime(), body: '{"schema":1,' })
  if (draw() < 0.4) actions.push({ kind: 'erase', at: anyTime(), user: USERS[0] ?? '' })
  for (let n = whole(4); n > 0; n -= 1) actions.push({ kind: 'evict', at: anyTime() })
  actions.sort((a, b) => a.at - b.at)
  return { seed, landRequests: draw() < 0.4, actions, faults: faultsOf(draw, startsAt) }
}

const PARTS: readonly Part[] = ['lake', 'database', 'markets', 'queue', 'snapshots']
/** From a hiccup to most of a working day. */
const OUTAGE_MINUTES = [0.2, 1, 4, 10, 60, 480]

function faultsOf(draw: () => number, startsAt: number): Fault[] {
  const whole = (below: number) => Math.floor(draw() * below)
  const part = () => PARTS[whole(PARTS.length)] ?? 'lake'
  const faults: Fault[] = []
  for (let n = whole(3); n > 0; n -= 1) {
    const from = startsAt + whole(ACTIVE_MS)
    const minutes = OUTAGE_MINUTES[whole(OUTAGE_MINUTES.length)] ?? 1
    faults.push({ kind: 'outage', part: part(), from, until: from + minutes * MINUTE_MS })
  }
  for (let n = whole(8); n > 0; n -= 1) {
    const how = draw() < 0.5 ? 'lost' : 'refused'
    faults.push({ kind: 'blink', part: part(), call: 1 + whole(120), how })
  }
  for (let n = whole(6); n > 0; n -= 1) faults.push({ kind: 'crash', step: 1 + whole(STEPS) })
  if (draw() < 0.5) faults.push({ kind: 'duplicates', share: draw() * 0.3 })
  if (draw() < 0.15) {
    const folder = draw() < 0.5 ? 'landings' : 'raw'
    faults.push({ kind: 'tear', at: startsAt + whole(ACTIVE_MS), folder })
  }
  return faults
}
