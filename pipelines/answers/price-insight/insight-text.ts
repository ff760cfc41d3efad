/**
 * The text of an answer, left open where two answers from the same inputs differ: names, ages, and what
 * depends on the price in the question. Filled in, it is the text that `JSON.stringify` gives the body.
 */
import type { SnapshotSource } from '../../events/snapshot-source'
import type { PriceLevel } from '../evidence/price-level'
import type { PriceInsight } from './price-insight-wire'

export type InsightBody = {
  readonly data: PriceInsight
  readonly meta: {
    readonly request_id: string
    readonly as_of: string
    readonly model: string | null
    readonly live_mode: boolean
  }
  /** The block for clients of Google Flights results. */
  readonly price_insights?: { readonly price_level?: PriceLevel | undefined }
  readonly links: { readonly self: string } & Readonly<Record<string, string>>
}

/** Values of one answer. */
export type OpenValues = {
  readonly decisionId: string
  readonly requestId: string
  /** The answer's clock, epoch ms. */
  readonly now: number
  readonly self: string
  readonly source: SnapshotSource
  readonly snapshotAgeMs: number
  /** Undefined keeps the level of the text. */
  readonly level: { readonly level: PriceLevel; readonly percentile: number } | undefined
}

export type OpenText = {
  /** One more than there are slots. */
  readonly parts: readonly string[]
  readonly slots: readonly Slot[]
  /** From the answer's clock to its `valid_until` and `look_again_at`, ms. */
  readonly validMs: number
  readonly lookAgainMs: number
  /** Length of all parts. */
  readonly length: number
}

const SLOTS = [
  'decision_id',
  'request_id',
  'as_of',
  'self',
  'source',
  'snapshot_age_ms',
  'price_level',
  'percentile_of_price',
  'valid_until',
  'look_again_at',
] as const
type Slot = (typeof SLOTS)[number]

/** A quote within a JSON string is escaped, so no value can contain a whole mark. */
const MARK = /"\\u0000(\w+)"/

const slot = (name: Slot) => `\u0000${name}`

/** Leaves the level open where `hasLevel`: the question states a price, and the price has a level. */
export function openText(body: InsightBody, hasLevel: boolean): OpenText {
  const { advice } = body.data
  const pieces = JSON.stringify(marked(body, hasLevel)).split(MARK)
  const parts = pieces.filter((_, at) => at % 2 === 0)
  const names = pieces.filter((_, at) => at % 2 === 1)
  const asOf = Date.parse(body.meta.as_of)
  return {
    parts,
    slots: names.flatMap((name) => SLOTS.find((each) => each === name) ?? []),
    validMs: advice ? Date.parse(advice.valid_until) - asOf : 0,
    lookAgainMs: advice?.look_again_at ? Date.parse(advice.look_again_at) - asOf : 0,
    length: parts.reduce((sum, { length }) => sum + length, 0),
  }
}

/** Copies keep the order of fields, so that only the marked values differ in the text. */
function marked({ data, meta, links, ...rest }: InsightBody, hasLevel: boolean): unknown {
  const { advice, evidence, percentile_of_price: percentile } = data
  const google = rest.price_insights
  return {
    data: {
      ...data,
      decision_id: slot('decision_id'),
      ...(hasLevel && { price_level: slot('price_level') }),
      ...(hasLevel &&
        percentile !== undefined && { percentile_of_price: slot('percentile_of_price') }),
      advice: advice && {
        ...advice,
        valid_until: slot('valid_until'),
        look_again_at: advice.look_again_at && slot('look_again_at'),
      },
      evidence: {
        ...evidence,
        source: slot('source'),
        snapshot_age_ms:
          evidence.snapshot_age_ms === undefined ? undefined : slot('snapshot_age_ms'),
      },
    },
    meta: { ...meta, request_id: slot('request_id'), as_of: slot('as_of') },
    links: { ...links, self: slot('self') },
    ...(google && {
      price_insights: { ...google, ...(hasLevel && { price_level: slot('price_level') }) },
    }),
  }
}

export function fillText(text: OpenText, values: OpenValues): string {
  const { parts, slots } = text
  let filled = parts[0] ?? ''
  for (let at = 0; at < slots.length; at += 1) {
    filled += textOf(slots[at] ?? 'self', text, values) + (parts[at + 1] ?? '')
  }
  return filled
}

/** As JSON. Ids and instants need no escape. */
function textOf(name: Slot, { validMs, lookAgainMs }: OpenText, values: OpenValues): string {
  switch (name) {
    case 'decision_id':
      return `"${values.decisionId}"`
    case 'request_id':
      return `"${values.requestId}"`
    case 'as_of':
      return instant(values.now)
    case 'self':
      return JSON.stringify(values.self)
    case 'source':
      return `"${values.source}"`
    case 'snapshot_age_ms':
      return `${values.snapshotAgeMs}`
    case 'price_level':
      return `"${values.level?.level}"`
    case 'percentile_of_price':
      return `${values.level?.percentile}`
    case 'valid_until':
      return instant(values.now + validMs)
    case 'look_again_at':
      return instant(values.now + lookAgainMs)
  }
}

function instant(at: number): string {
  return `"${new Date(at).toISOString()}"`
}
