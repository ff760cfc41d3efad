/** How a feed's columns are read: each of our fields is a column, with its unit, or a constant. */
import { z } from 'zod'

const TEXTS = ['search_id', 'user_id', 'platform', 'offer_id'] as const
const CODES = [
  'origin_airport',
  'destination_airport',
  'currency',
  'country',
  'airline',
  'flight_number',
  'fare_basis',
  'validating_airline',
  'operating_airline',
] as const
const NUMBERS = ['number_of_passengers', 'stops', 'seats_remaining', 'bags_included'] as const
const MONEY = ['price', 'base_price', 'taxes', 'fees', 'total_price'] as const
const DAYS = ['departure_date', 'return_date'] as const

const FeedField = z.enum([
  ...TEXTS,
  ...CODES,
  ...NUMBERS,
  ...MONEY,
  ...DAYS,
  'timestamp',
  'departure_at',
  'duration_minutes',
  'cabin_class',
])
export type FeedField = z.infer<typeof FeedField>

/** The first unit of each kind is the default of a column that names none. */
const UNITS = {
  money: ['major', 'minor'],
  duration: ['minutes', 'hours', 'seconds', 'iso-8601'],
  instant: ['rfc-3339', 'epoch-seconds', 'epoch-ms'],
  day: ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD'],
} as const
const FeedUnit = z.enum([...UNITS.money, ...UNITS.duration, ...UNITS.instant, ...UNITS.day])
export type FeedUnit = z.infer<typeof FeedUnit>

const UNITS_OF = new Map<FeedField, readonly FeedUnit[]>([
  ...MONEY.map((field) => [field, UNITS.money] as const),
  ...DAYS.map((field) => [field, UNITS.day] as const),
  ['timestamp', UNITS.instant],
  ['duration_minutes', UNITS.duration],
])

const FieldSource = z.union(
  [
    z.string().transform((column) => ({ column, unit: undefined })),
    z.strictObject({ column: z.string(), unit: FeedUnit.optional() }),
    z.strictObject({ constant: z.union([z.string(), z.number()]).transform(String) }),
  ],
  'must be a column\'s name, { "column", "unit" } or { "constant" }'
)
export type FieldSource = z.infer<typeof FieldSource>

/** A map without one of these is refused: no row of it could become an offer. */
const REQUIRED: readonly FeedField[] = [
  'origin_airport',
  'destination_airport',
  'departure_date',
  'currency',
  'airline',
  'price',
]

const MARK = 'must be "." or ",": what stands before the decimals of the feed'
const DecimalMark = z.enum(['.', ','], MARK)
export type DecimalMark = z.infer<typeof DecimalMark>

export const FeedMap = z.strictObject({
  /** Once it is declared, numbers may also group their digits by three: "1.129,90". */
  decimal_mark: DecimalMark.optional(),
  delimiter: z
    .string()
    .regex(/^[^\r\n"\uFEFF]$/, 'must be one character, and neither a quote nor a line break')
    .default(','),
  fields: z.partialRecord(FeedField, FieldSource).check(({ value, issues }) => {
    for (const field of REQUIRED.filter((name) => value[name] === undefined)) {
      issues.push({ code: 'custom', input: value, path: [field], message: 'must be mapped' })
    }
    for (const [name, source] of Object.entries(value)) {
      const field = FeedField.parse(name)
      if (!('unit' in source) || source.unit === undefined) continue
      const units = UNITS_OF.get(field) ?? []
      if (units.includes(source.unit)) continue
      const message = `must be in ${units.join(', ') || 'no unit'}, not "${source.unit}"`
      issues.push({ code: 'custom', input: source, path: [field, 'unit'], message })
    }
  }),
})
export type FeedMap = z.infer<typeof FeedMap>
