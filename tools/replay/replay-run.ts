/** One replay: posts requests in order, keeps its journal, and never runs far ahead of counting. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReplayRequest, TimedLine } from '../../pipelines/sources/fare-files/replay-plan'
import {
  isSettled,
  postEvents,
  type Receipt,
  readReceipt,
  type Target,
} from '../server/events-client'
import { type Journal, newJournal, writeJournal } from './replay-journal'

/** A local queue lives in memory: this many events may wait in it. */
const MOST_OUTSTANDING = 50_000
const SHOWN_REJECTIONS = 5
/** The slowest queue is retried well within this. */
const STALLED_MS = 120_000

export class Replay {
  journal: Journal
  readonly #target: Target
  readonly #history: readonly TimedLine[]
  readonly #file: string
  #startedAt = Date.now()

  constructor(target: Target, history: readonly TimedLine[], file: string, journal: Journal) {
    this.#target = target
    this.#history = history
    this.#file = file
    this.journal = journal
  }

  /** Starts again where the server lost its state. */
  async forgetIfServerDid(): Promise<void> {
    const { lastReceipt } = this.journal
    if (!lastReceipt) return
    if (!(await readReceipt(this.#target, lastReceipt))) this.journal = newJournal()
    else console.error(`resuming at event ${this.journal.next} of ${this.#history.length}`)
  }

  async post({ first, now, lines }: ReplayRequest): Promise<void> {
    const { journal } = this
    const key = `replay-${journal.run}-${first}`
    // Live keys always use the server's clock.
    const clock = this.#target.key.startsWith('sk_live_') ? undefined : now
    const posted = await postEvents(this.#target, lines, key, clock)
    this.#show(posted.rejected, first)
    journal.next = first + lines.length
    journal.accepted += posted.accepted
    journal.duplicates += posted.duplicates
    journal.rejected += posted.rejected_count
    journal.receipts.push({ id: posted.receipt_id, accepted: posted.accepted })
    journal.lastReceipt = posted.receipt_id
    this.#save()
    await this.waitUntilCounted(MOST_OUTSTANDING)
  }

  outstanding(): number {
    return this.journal.receipts.reduce((sum, { accepted }) => sum + accepted, 0)
  }

  async waitUntilCounted(most: number, onCounted: (events: number) => void = () => {}) {
    const total = this.outstanding()
    let outstanding = total
    let progressAt = Date.now()
    while (this.journal.receipts.length > 0 && (outstanding > most || most === 0)) {
      const [oldest] = this.journal.receipts
      const receipt = oldest && (await readReceipt(this.#target, oldest.id))
      if (oldest && receipt && !isSettled(receipt)) {
        if (Date.now() - progressAt > STALLED_MS) throw new Error(stalled(oldest.id))
        await sleep(100)
        continue
      }
      progressAt = Date.now()
      this.journal.receipts.shift()
      this.#settle(receipt)
      outstanding -= oldest?.accepted ?? 0
      onCounted(total - outstanding)
    }
    this.#save()
  }

  /** A repeat found only while counting is a duplicate, too. */
  #settle(receipt: Receipt | undefined): void {
    if (!receipt) throw new Error('The server has lost a receipt; run again with --fresh')
    this.journal.counted += receipt.counted
    this.journal.accepted -= receipt.repeated
    this.journal.duplicates += receipt.repeated
    this.journal.deadLettered += receipt.dead_lettered
  }

  #save(): void {
    const now = Date.now()
    this.journal.seconds += (now - this.#startedAt) / 1000
    this.#startedAt = now
    writeJournal(this.#file, this.journal)
  }

  #show(rejected: readonly { line: number; problem: unknown }[], first: number): void {
    const shown = Math.max(0, SHOWN_REJECTIONS - this.journal.rejected)
    for (const { line, problem } of rejected.slice(0, shown)) {
      const text = this.#history[first + line - 1]?.line.slice(0, 200)
      console.error(`rejected: ${JSON.stringify(problem)}\n  ${text}`)
    }
  }
}

function stalled(receipt: string): string {
  return `Receipt ${receipt} has not moved for ${STALLED_MS / 1000} s: look at the server's log. Run again to go on here; a server that starts sends again what it had acknowledged.`
}
