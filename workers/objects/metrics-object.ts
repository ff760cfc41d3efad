/**
 * Adds up the metrics of a deployment: isolates report what they counted, and one object has the sums
 * and the history of each SLO. They are written once a minute, as one row; an object that restarts
 * loses the minute before, which counters of this kind may.
 */
import { DurableObject } from 'cloudflare:workers'
import type { MetricReport, Samples } from '../../pipelines/observe/metric-counts'
import { sampleName } from '../../pipelines/observe/sample-name'
import { SLO_IDS, type SloId } from '../../pipelines/observe/slo'
import { addEvents, NO_HISTORY, type SloHistory } from '../../pipelines/observe/slo-history'
import type { Histories } from '../../pipelines/observe/slo-standing'
import { wallClock } from '../wall-clock'

export const METRICS_OBJECT = 'deployment'
const SUMS = 'sums'
const WRITE_EVERY_MS = 60_000
/** Operations times statuses, accounts and buckets of a large deployment. */
const MAX_SERIES = 8_000
const REFUSED = sampleName('fareline_series_refused', '_total', {})

export type MetricSums = { readonly samples: Samples; readonly histories: Histories }

export class MetricsObject extends DurableObject<Env> {
  readonly #samples: Map<string, number>
  readonly #histories: Map<SloId, SloHistory>
  #isWriteDue = false

  constructor(context: DurableObjectState, env: Env) {
    super(context, env)
    const { samples = {}, histories = {} } = this.ctx.storage.kv.get<MetricSums>(SUMS) ?? {}
    this.#samples = new Map(Object.entries(samples))
    this.#histories = new Map(
      SLO_IDS.flatMap((id) => (histories[id] ? [[id, histories[id]] as const] : []))
    )
  }

  async add({ samples, slos }: MetricReport): Promise<void> {
    for (const [name, count] of Object.entries(samples)) this.#add(name, count)
    for (const id of SLO_IDS) {
      const counts = slos[id]
      if (!counts) continue
      const history = this.#histories.get(id) ?? NO_HISTORY
      this.#histories.set(id, addEvents(history, counts, wallClock()))
    }
    if (this.#isWriteDue) return
    this.#isWriteDue = true
    await this.ctx.storage.setAlarm(wallClock() + WRITE_EVERY_MS)
  }

  sums(): MetricSums {
    return {
      samples: Object.fromEntries(this.#samples),
      histories: Object.fromEntries(this.#histories),
    }
  }

  override alarm(): void {
    this.#isWriteDue = false
    this.ctx.storage.kv.put(SUMS, this.sums())
  }

  #add(name: string, count: number): void {
    const known = this.#samples.get(name)
    const isRefused = known === undefined && this.#samples.size >= MAX_SERIES && name !== REFUSED
    if (isRefused) this.#add(REFUSED, 1)
    else this.#samples.set(name, (known ?? 0) + count)
  }
}
