/**
 * Units that an operation takes of a key's quota. A plain request takes one; work on many items takes
 * units for its items, and work on a whole store a fixed number.
 */
export type Cost = {
  /** The item that is counted: a trip, a record, a run. */
  readonly item: string
  /** Items that one unit pays for; the first unit is paid with the request. */
  readonly itemsPerUnit: number
  /** Units of the request itself. */
  readonly request: number
}

const REQUEST: Cost = { item: 'request', itemsPerUnit: 1, request: 1 }
const each = (item: string, itemsPerUnit = 1): Cost => ({ item, itemsPerUnit, request: 1 })
const fixed = (item: string, request: number): Cost => ({ item, itemsPerUnit: 1, request })

/** Operations of the contract that cost something other than one unit a request. */
export const COSTS: Readonly<Record<string, Cost>> = {
  'POST /v1/events': each('record', 10),
  'POST /v1/price-insights:batch': each('trip'),
  'POST /v1/price-predictions': each('itinerary'),
  'POST /v1/quotes:check': each('quote', 5),
  'POST /v1/anomalies:score': each('offer', 5),
  'POST /v2/shopping/flight-offers/prediction': each('offer', 5),
  'POST /v1/offers:rank': each('offer', 50),
  'POST /v1/feedback': each('entry', 50),
  'GET /v1/price-calendar': each('entry', 10),
  'GET /v1/airports/{iata}/demand-forecasts': fixed('run', 10),
  'POST /v1/dead-letters:replay': fixed('run', 50),
  'POST /v1/models/{model}/versions': fixed('upload', 20),
  'POST /v1/jobs/{name}:run': fixed('run', 100),
  'GET /v1/users/{id}/export': fixed('run', 100),
}

export function costOf(operation: string): Cost {
  return COSTS[operation] ?? REQUEST
}

/** Units for the items of a request, beyond those of the request itself. */
export function itemUnits({ itemsPerUnit, request }: Cost, items: number): number {
  return Math.max(0, Math.ceil(items / itemsPerUnit) - request)
}

const CITY_COST =
  'A question about a city reads the markets of its airports: each beyond the first counts as one more item of the operation.'

/** The table above as Markdown, for the contract. */
export function costsText(): string {
  const rows = Object.entries(COSTS).map(([operation, { item, itemsPerUnit, request }]) =>
    request > 1
      ? `| \`${operation}\` | ${request} a ${item} |`
      : `| \`${operation}\` | 1 for ${itemsPerUnit === 1 ? `each ${item}` : `every ${itemsPerUnit} items (${item})`}, at least 1 |`
  )
  const table = ['| operation | units |', '|---|---|', ...rows, '| every other | 1 |'].join('\n')
  return `${table}\n\n${CITY_COST}`
}
