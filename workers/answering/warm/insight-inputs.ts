/** Reads the inputs of an insight as marks, and the term in which its clock changes nothing. */
import { DAY_MS, dayNumberAt, utcDay } from '../../../models/airline/calendar'
import { markOf } from '../../../models/runtime/mark'
import type { Scope } from '../../../pipelines/events/scope'
import type { MarketSnapshot } from '../../../pipelines/market/snapshot'
import { CLOCK_STEP_MS } from '../../http/http-cache'
import { deploymentsOf } from '../../inference/models'
import type { InsightInputMarks } from '../../isolate/insight-marks'
import type { Services } from '../../services'
import { cachedMonths } from '../../storage/rate-rows'
import { ledgerSummary } from '../ledger-summary'
import { currentRecalibration } from '../recalibration-of'

/** Reads memory only. Models and the ledger's summary are renewed behind the answer where that is due. */
export function inputMarks(
  snapshot: MarketSnapshot,
  converts: boolean,
  scope: Scope,
  services: Services
): InsightInputMarks {
  const { fare, outlook } = deploymentsOf(services)
  fare.open(services)
  outlook.open(services)
  return {
    version: snapshot.version,
    day: dayNumberAt(snapshot.at),
    fares: markOf(snapshot.fareGroups),
    searches: markOf(snapshot.searches),
    quarantine: markOf(snapshot.quarantine),
    fareModel: fare.current().name,
    outlookModel: outlook.current().name,
    prior: markOf(services.isolate.prior.known?.prior),
    summary: markOf(ledgerSummary(services, scope)),
    recalibration: markOf(currentRecalibration(services, scope)),
    rates: converts ? cachedMonths(services, scope, utcDay(services.now))?.map(markOf) : [],
  }
}

/**
 * The end of an answer's term, epoch ms: its quarter of an hour, and the next day of age of the last fare,
 * which the status names. Undefined on such an instant itself, which still belongs to what is before it.
 */
export function termEnd(now: number, lastObservedAt: number): number | undefined {
  const age = now - lastObservedAt
  if (now % CLOCK_STEP_MS === 0 || age % DAY_MS === 0) return undefined
  const quarterEnd = now - (now % CLOCK_STEP_MS) + CLOCK_STEP_MS
  const nextAge = lastObservedAt + (Math.floor(age / DAY_MS) + 1) * DAY_MS
  return Math.min(quarterEnd, nextAge)
}
