/** Compares a JSON example of a page with the real answer. */

/**
 * Paths at which the answer differs from the example. The example may leave fields and elements out.
 * Without `exact` a value needs the same type only: amounts, ids and instants change from run to run.
 */
export function differences(shown: unknown, real: unknown, exact: boolean, at = ''): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(real)) return [`${at} is ${kindOf(real)}, the page shows a list`]
    return shown.flatMap((each, place) => {
      const tries = real.map((element) => differences(each, element, exact, `${at}/${place}`))
      if (tries.some(({ length }) => length === 0)) return []
      return tries[0] ?? [`${at}/${place} is missing: the list is empty`]
    })
  }
  if (isRecord(shown)) {
    if (!isRecord(real)) return [`${at} is ${kindOf(real)}, the page shows an object`]
    return Object.entries(shown).flatMap(([name, value]) =>
      name in real
        ? differences(value, real[name], exact, `${at}/${name}`)
        : [`${at}/${name} is missing`]
    )
  }
  if (exact && shown !== real) return [`${at} is ${real}, the page shows ${shown}`]
  if (kindOf(shown) === kindOf(real)) return []
  return [`${at} is ${kindOf(real)}, the page shows ${kindOf(shown)}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}
