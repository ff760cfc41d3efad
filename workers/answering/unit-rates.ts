import type { IsoDay } from '../../models/airline/calendar'
import { conversionAt, convertExactly } from '../../models/airline/exchange-rates'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { readRates } from '../storage/rate-rows'

/**
 * Minor units of `to` for one minor unit of each currency, by the rates of one day: a comparison of
 * fares over time then does not move with exchange rates. Undefined where no rate is known.
 */
export async function unitRates(
  services: Services,
  scope: Scope,
  day: IsoDay,
  currencies: Iterable<string>,
  to: string | null
): Promise<ReadonlyMap<string, number | undefined>> {
  const names = [...new Set(currencies)]
  if (to === null) return new Map()
  const isForeign = names.some((name) => name !== to)
  const tables = isForeign ? await readRates(services, scope, [day]) : []
  return new Map(
    names.map((name) => {
      if (name === to) return [name, 1]
      const conversion = conversionAt(tables, day, name, to)
      return [name, conversion && convertExactly(1, conversion)]
    })
  )
}
