/**
 * The reference currency in which a market's fares are stored: that of the origin's country, in
 * which most fares of the market are filed. Data: Unicode CLDR, by
 * `tools/generate/country-currencies.ts`.
 */
import { once } from '../runtime/once'
import table from './country-currencies.generated.json'
import { endsOf, type Market } from './market'
import { place } from './places'

/** Field widths in characters: country 2, currency 3 */
const WIDTH = 5

const byCountry = once(
  () =>
    new Map<string, string>(
      Array.from({ length: table.currencies.length / WIDTH }, (_, row) => {
        const record = table.currencies.slice(row * WIDTH, (row + 1) * WIDTH)
        return [record.slice(0, 2), record.slice(2)]
      })
    )
)

/** Returns undefined for an unknown origin, and for a country without a currency. */
export function referenceCurrency(market: Market): string | undefined {
  const country = place(endsOf(market).origin)?.country
  return country === undefined ? undefined : currencyOfCountry(country)
}

/** `country` is ISO 3166-1 alpha-2. */
export function currencyOfCountry(country: string): string | undefined {
  return byCountry().get(country)
}
