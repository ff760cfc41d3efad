/**
 * Amounts of NDC. Before 18.1 a document may give a currency's decimals in its metadata and write
 * all amounts without a point: "60000" with three decimals is 60 Bahraini dinar.
 */
import { minorDigits } from '../../../models/airline/money'
import { items, sumOf, text } from '../document/json-value'
import { number, words } from '../xml/xml-value'
import { all, at, descendants, either, nameSet } from './names'

export type Amount = { readonly amount: number; readonly currency: string | undefined }
export type Price = {
  readonly currency: string | undefined
  readonly total: number
  readonly base: number | undefined
  readonly taxes: number | undefined
  readonly fees: number | undefined
}
/** Digits after the point, of the currencies whose amounts are written without it. */
export type ImpliedDigits = ReadonlyMap<string, number>

const WRAPPERS = ['DetailCurrencyPrice', 'SimpleCurrencyPrice', 'EncodedCurrencyPrice', 'Total']

export function amountOf(value: unknown, implied: ImpliedDigits): Amount | undefined {
  const amount = number(value)
  if (amount === undefined) {
    return WRAPPERS.map((name) => at(value, name))
      .filter((inner) => inner !== undefined)
      .map((inner) => amountOf(inner, implied))
      .find((inner) => inner !== undefined)
  }
  const currency = text(either(value, 'CurCode', 'Code', 'CurrencyCode'))
  return { amount: amount / 10 ** (implied.get(currency ?? '') ?? 0), currency }
}

/** Reads a total or its parts: fare details of 17.1 have only a base and taxes. */
export function priceOf(value: unknown, implied: ImpliedDigits): Price | undefined {
  if (value === undefined) return undefined
  // 15.2 nests the parts in the total.
  const parts = [value, at(value, 'TotalAmount'), at(value, 'DetailCurrencyPrice')]
  const read = (...paths: (readonly string[])[]) =>
    parts
      .flatMap((part) => paths.map((path) => sumAt(part, path, implied)))
      .find((amount) => amount !== undefined)
  const total = amountOf(at(value, 'TotalAmount'), implied) ?? amountOf(value, implied)
  const base = read(['EquivAmount'], ['BaseAmount'])
  const currency = total?.currency ?? base?.currency
  // A base may be filed in the currency of the fare's country, not in that of the sale.
  const own = (amount: Amount | undefined) =>
    (amount?.currency ?? currency) === currency ? amount?.amount : undefined
  const taxes = own(read(['Taxes', 'Total'], ['TaxSummary', 'TotalTaxAmount']))
  const fees = sumOf([
    own(read(['Fees', 'Total'], ['Fee', 'Amount'])),
    own(read(['Surcharge', 'TotalAmount'], ['Surcharges', 'Total'])),
  ])
  const filed = own(base)
  const sum = total?.amount ?? (base && sumOf([base.amount, taxes, fees]))
  if (sum === undefined) return undefined
  return { currency, total: sum, base: filed, taxes, fees }
}

function sumAt(
  value: unknown,
  path: readonly string[],
  implied: ImpliedDigits
): Amount | undefined {
  const amounts = all(value, ...path).flatMap((each) => amountOf(each, implied) ?? [])
  const amount = sumOf(amounts.map((each) => each.amount))
  return amount === undefined ? undefined : { amount, currency: amounts[0]?.currency }
}

/** A currency of which any amount has a point is written in full, despite its metadata. */
export function impliedDigits(root: unknown): ImpliedDigits {
  const metadata = descendants(at(root, 'Metadata'), nameSet('CurrencyMetadata'))
  const implied = new Map<string, number>()
  for (const each of metadata) {
    const currency = text(at(each, 'MetadataKey'))
    const digits = number(at(each, 'Decimals'))
    const known = currency !== undefined && minorDigits(currency) !== undefined
    if (known && digits !== undefined && digits >= 0 && digits <= 4) implied.set(currency, digits)
  }
  if (implied.size > 0) {
    for (const currency of currenciesWithPoint(at(root, 'OffersGroup'))) implied.delete(currency)
  }
  return implied
}

function currenciesWithPoint(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(currenciesWithPoint)
  const currency = text(at(value, 'Code'))
  const own = currency !== undefined && words(value)?.includes('.') ? [currency] : []
  return [
    ...own,
    ...Object.values(value).flatMap((child) => items(child).flatMap(currenciesWithPoint)),
  ]
}
