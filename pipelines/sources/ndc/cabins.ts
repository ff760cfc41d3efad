/** Cabins of NDC: carriers put the booking class in the code and tell the cabin in the name. */
import type { Cabin } from '../../../models/airline/trip'
import { cabinOf } from '../offers/travel-codes'
import { either, words } from '../xml/xml-value'

/** PADIS 9873; its other numbers differ between carriers. */
const NUMBERS = new Map<string, Cabin>([
  ['1', 'first'],
  ['2', 'business'],
  ['4', 'premium'],
  ['5', 'economy'],
])
const NAMES: readonly (readonly [RegExp, Cabin])[] = [
  [/premium/i, 'premium'],
  [/business/i, 'business'],
  [/first/i, 'first'],
  [/econom|coach|main cabin/i, 'economy'],
]

export function cabinOfNdc(cabin: unknown): Cabin | undefined {
  const code = words(either(cabin, 'CabinTypeCode', 'CabinDesignator', 'Code'))
  return (
    cabinNamed(words(either(cabin, 'CabinTypeName', 'Name'))) ??
    NUMBERS.get(code ?? '') ??
    cabinOf(code)
  )
}

export function cabinNamed(name: string | undefined): Cabin | undefined {
  return name === undefined ? undefined : NAMES.find(([pattern]) => pattern.test(name))?.[1]
}
