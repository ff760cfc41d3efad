/** Inputs of a price calendar: both markets at once, and rates where a currency may differ. */

import { endsOf, marketOf } from '../../models/airline/market'
import { mayConvert } from '../../pipelines/answers/evidence/answer-currency'
import type {
  CalendarInputs,
  CalendarQuestion,
} from '../../pipelines/answers/price-calendar/price-calendar'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { ratesNow } from './rates-for'
import { readMarketSnapshot } from './snapshots'

export async function readCalendarInputs(
  { market, stay, to, cabin, currency }: CalendarQuestion,
  scope: Scope,
  services: Services
): Promise<CalendarInputs> {
  const { origin, destination } = endsOf(market)
  const [out, back] = await Promise.all([
    readMarketSnapshot(market, scope, services),
    stay && readMarketSnapshot(marketOf(destination, origin), scope, services),
  ])
  // Without a currency the answer uses the outbound market's own; return fares may need a
  // conversion.
  const answerCurrency =
    currency ?? out.snapshot?.fareGroups.find((each) => each.cabin === cabin)?.currency
  const differs =
    [out, back].some(
      (snapshotRead) =>
        snapshotRead && mayConvert({ cabin, currency: answerCurrency }, snapshotRead)
    ) ||
    (stay !== undefined && mayConvert({ cabin, currency: answerCurrency, returnDate: to }, out))
  const rates = differs ? await ratesNow(scope, services) : []
  return { out, back, rates, now: services.now }
}
