/** Names of airlines by IATA code, written by `tools/generate/airlines` (OpenFlights, ODbL 1.0). */
import { once } from '../runtime/once'
import table from './airlines.generated.json'

const names = once((): ReadonlyMap<string, string> => new Map(Object.entries(table.airlines)))
const codes = once(
  (): ReadonlyMap<string, string> =>
    new Map(Array.from(names(), ([code, name]) => [fold(name), code]))
)

export function airlineName(code: string): string | undefined {
  return names().get(code)
}

/** Code of the airline of a name, in any case; words such as "Airlines" may be left out. */
export function airlineNamed(name: string): string | undefined {
  return codes().get(fold(name))
}

/** "Air" is part of many names; only words that follow one are left out. */
function fold(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{Mn}/gu, '')
  const words = plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const [first = '', ...rest] = words
  return [first, ...rest.filter((word) => !COMMON.has(word))].join('')
}
const COMMON = new Set(['air', 'airline', 'airlines', 'airways', 'line', 'lines', 'the'])
