/** Counts of this isolate that its keys' meters do not have yet. */
import { addUsage, NO_USAGE, type UsageCounts, type UsageReport } from './usage'

/** A count is with its meter after this time. */
const REPORT_EVERY_MS = 1_000
const MAX_KEYS = 10_000

/** The platform, as far as sending counts needs it. */
export type UsageTarget = {
  readonly report: (counts: UsageReport, day: string) => Promise<unknown>
  readonly wait: (ms: number) => Promise<unknown>
  readonly defer: (work: Promise<unknown>) => void
  /** The wall clock, epoch ms. */
  readonly clock: () => number
}

type Pending = { counts: Map<string, UsageCounts>; readonly day: string; isReportDue: boolean }

export class UsageCounter {
  readonly #keys = new Map<string, Pending>()

  /** Counts a request; its report follows within a second, with those of the requests after it. */
  add(keyId: string, operation: string, counts: UsageCounts, target: UsageTarget): void {
    const day = new Date(target.clock()).toISOString().slice(0, 10)
    const pending = this.#pendingOf(keyId, day, target)
    pending.counts.set(operation, addUsage(pending.counts.get(operation) ?? NO_USAGE, counts))
    if (pending.isReportDue) return
    pending.isReportDue = true
    const report = target.wait(REPORT_EVERY_MS).then(() => {
      pending.isReportDue = false
      return this.flush(keyId, target)
    })
    target.defer(report)
  }

  /** Sends what is pending now. Counts that a meter did not take are lost, as a repeat could count twice. */
  async flush(keyId: string, target: Pick<UsageTarget, 'report'>): Promise<void> {
    const pending = this.#keys.get(keyId)
    if (!pending || pending.counts.size === 0) return
    const { counts, day } = pending
    pending.counts = new Map()
    await target.report(Object.fromEntries(counts), day)
  }

  #pendingOf(keyId: string, day: string, target: UsageTarget): Pending {
    const known = this.#keys.get(keyId)
    if (known?.day === day) return known
    if (known) target.defer(this.flush(keyId, target))
    if (this.#keys.size >= MAX_KEYS) this.#keys.clear()
    const fresh = { counts: new Map<string, UsageCounts>(), day, isReportDue: false }
    this.#keys.set(keyId, fresh)
    return fresh
  }
}
