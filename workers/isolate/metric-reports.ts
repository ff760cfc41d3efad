/** An isolate's counts on their way to the object that adds them up. */
import { MetricCounts, type MetricReport } from '../../pipelines/observe/metric-counts'

export type SendReport = (report: MetricReport) => Promise<unknown>
type Defer = (work: Promise<unknown>) => void

export class MetricReports {
  readonly counts = new MetricCounts()
  readonly #send: SendReport
  readonly #everyMs: number
  #isReportDue = false

  /** A count is sent within `everyMs`; an isolate that ends loses no more than that. */
  constructor(send: SendReport, everyMs: number) {
    this.#send = send
    this.#everyMs = everyMs
  }

  /** Called after counting: a report follows, with what is counted until then. */
  reportSoon(defer: Defer): void {
    if (this.#isReportDue) return
    this.#isReportDue = true
    defer(scheduler.wait(this.#everyMs).then(() => this.flush()))
  }

  /** Sends what is counted now. A report that did not arrive is lost: repeated, it could count twice. */
  async flush(): Promise<void> {
    this.#isReportDue = false
    if (!this.counts.isEmpty) await this.#send(this.counts.drain())
  }
}
