import { utcDay } from '../../models/airline/calendar'
import {
  mayConvert,
  mayConvertWays,
  type Rates,
} from '../../pipelines/answers/evidence/answer-currency'
import type { InsightQuestion } from '../../pipelines/answers/evidence/question'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'
import { readRatesInTime } from '../storage/rate-rows'

/**
 * The exchange rates an answer may need, at the request's clock; most answers need none. `back` is the
 * opposite market of a round trip.
 */
export async function ratesFor(
  question: InsightQuestion,
  snapshotRead: SnapshotRead,
  scope: Scope,
  services: Services,
  back?: SnapshotRead
): Promise<Rates> {
  const needed = back
    ? mayConvertWays(question, snapshotRead, back)
    : mayConvert(question, snapshotRead)
  if (!needed) return []
  return ratesNow(scope, services)
}

/** The tables around the request's clock, or "not-read" when they were not read in time. */
export async function ratesNow(scope: Scope, services: Services): Promise<Rates> {
  return (await readRatesInTime(services, scope, utcDay(services.now))) ?? 'not-read'
}
