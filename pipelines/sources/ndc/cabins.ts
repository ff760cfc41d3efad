/** Cabins of NDC: carriers put the booking class in the code and the cabin, or its letter, in the name. */
import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import { words } from '../xml/xml-value'
import { either } from './names'

/** PADIS 9873; its other numbers differ between carriers. */
const NUMBERS = new Map<string, Cabin>([
  ['1', 'first'],
  ['2', 'business'],
  ['4', 'premium'],
  ['5', 'economy'],
])

export function cabinOfNdc(cabin: unknown): Cabin | undefined {
  const code = words(either(cabin, 'CabinTypeCode', 'CabinDesignator', 'Code'))
  return (
    cabinNamed(words(either(cabin, 'CabinTypeName', 'Name'))) ??
    NUMBERS.get(code ?? '') ??
    cabinNamed(code) ??
    cabinNamed(words(cabin))
  )
}
