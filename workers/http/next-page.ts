/** The link to the next page of a list: the same query, from another place on. */
export function nextPage(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  )
  return `${path}?${new URLSearchParams(given)}`
}
