/** Inputs of a price calendar: both markets at once, and rates where a currency may differ. */

import { opposite } from '../../models/airline/market'
import { mayConvert, mayConvertWays } from '../../pipelines/answers/evidence/answer-currency'
import type {
  CalendarInputs,
  CalendarQuestion,
} from '../../pipelines/answers/price-calendar/price-calendar'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { readQuestionMarket } from './city-markets'
import { ratesNow } from './rates-for'

export async function readCalendarInputs(
  { market, stay, to, cabin, currency }: CalendarQuestion,
  scope: Scope,
  services: Services
): Promise<CalendarInputs> {
  const [out, back] = await Promise.all([
    readQuestionMarket(market, scope, services),
    stay && readQuestionMarket(opposite(market), scope, services),
  ])
  const differs = back
    ? mayConvertWays({ cabin, currency, returnDate: to }, out, back)
    : mayConvert({ cabin, currency }, out)
  const rates = differs ? await ratesNow(scope, services) : []
  return { out, back, rates, now: services.now }
}
