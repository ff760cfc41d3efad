/** Values that a schema may allow, and values that it does not. */
import type { Schema } from './contract'

export type Draw = () => number

export function pick<T>(draw: Draw, from: readonly T[], otherwise: T): T {
  return from[Math.floor(draw() * from.length)] ?? otherwise
}

/** Values by the name of their field: a contract states no pattern for all of them. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  origin: ['LIS', 'JFK', 'LON', 'XXX'],
  destination: ['JFK', 'LIS', 'GVA', 'LIS'],
  origin_airport: ['LIS', 'OPO'],
  destination_airport: ['JFK', 'GVA'],
  market: ['LIS-JFK', 'OPO-GVA', 'LIS'],
  currency: ['EUR', 'USD', 'JPY', 'XXX'],
  departure_date: ['2026-12-20', '2027-06-01', '2020-01-01'],
  return_date: ['2027-01-03', '2026-12-19'],
  timestamp: ['2026-11-29T00:00:00Z', '1970-01-01T00:00:00Z'],
  quoted_at: ['2026-11-29T00:00:00Z'],
  airline: ['TP', 'IB', 'ZZ'],
  price: [199, '118.50', 1e9],
  name: ['compact-lake', 'settle-decisions', 'no-such-job'],
  limit: [1, 50, 1_000_000],
}
const DEEPEST = 6

type Schemas = Readonly<Record<string, Schema>>

export function drawValue(
  schema: Schema,
  schemas: Schemas,
  draw: Draw,
  name = '',
  depth = 0
): unknown {
  const inner: Inner = (each, as = name) => drawValue(each, schemas, draw, as, depth + 1)
  if (depth > DEEPEST) return null
  const named = BY_NAME[name]
  if (named && draw() < 0.8) return pick(draw, named, null)
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (schema.example !== undefined && draw() < 0.7) return schema.example
  if (schema.enum) return pick(draw, schema.enum, null)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return inner(pick(draw, options, {}))
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => Object(inner(each))))
  return drawTyped(schema, draw, inner)
}

type Inner = (schema: Schema, name?: string) => unknown

function drawTyped(
  { type, format, properties, required, items }: Schema,
  draw: Draw,
  inner: Inner
) {
  switch (typeof type === 'object' ? pick(draw, type, 'null') : type) {
    case 'object': {
      const fields = Object.entries(properties ?? {})
      const chosen = fields.filter(([field]) => required?.includes(field) || draw() < 0.4)
      return Object.fromEntries(chosen.map(([field, each]) => [field, inner(each, field)]))
    }
    case 'array':
      return Array.from({ length: 1 + Math.floor(draw() * 3) }, () => inner(items ?? {}))
    case 'integer':
    case 'number':
      return Math.floor(draw() * 100)
    case 'boolean':
      return draw() < 0.5
    case 'null':
      return null
    default:
      return format === 'date' ? '2026-12-20' : pick(draw, ['x', 'id_1', 'economy'], '')
  }
}

const LONG = 100_000
const MANY = 20_000

/** Values of every kind that are wrong nearly everywhere. */
export function wrongValue(draw: Draw): unknown {
  const kinds: readonly (() => unknown)[] = [
    () => null,
    () => '',
    () => -1,
    () => 1e308,
    () => 0.1 + 0.2,
    () => true,
    () => [],
    () => ({}),
    () => 'x'.repeat(LONG),
    () => '\u0000\ud83d\ude00\u202e',
    () => '2026-13-45',
    () => '-'.repeat(2_000),
    () => new Array(MANY).fill({}),
    () => new Array(MANY).fill(null),
    () => ({ __proto__: null, constructor: 1, toString: [] }),
    () => nested(500),
  ]
  return pick(draw, kinds, () => null)()
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value }
  return value
}

/** Puts something wrong at some place of a value. */
export function damaged(value: unknown, draw: Draw, depth = 0): unknown {
  if (depth > 0 && draw() < 0.35) return wrongValue(draw)
  if (Array.isArray(value) && value.length > 0) {
    if (draw() < 0.15) return new Array(MANY).fill(value[0])
    const place = Math.floor(draw() * value.length)
    return value.map((each, at) => (at === place ? damaged(each, draw, depth + 1) : each))
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const field = pick(draw, Object.keys(value), '')
    const changed = { ...value, [field]: damaged(Reflect.get(value, field), draw, depth + 1) }
    if (draw() < 0.1) Reflect.set(changed, pick(draw, ['unknown', 'departure_dat', ''], ''), 1)
    if (draw() < 0.1) Reflect.deleteProperty(changed, field)
    return changed
  }
  return wrongValue(draw)
}
