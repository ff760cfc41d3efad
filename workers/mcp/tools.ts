/** The tools of `/mcp`: each is one or more requests of the API, with the accuracy of their kind. */
import { z } from 'zod'
import { IsoDay } from '../../models/airline/calendar'
import { MAX_OFFERS } from '../../pipelines/answers/ranking/ranking-wire'
import type { Tool } from './protocol'

export type ApiRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
}

export type Plan = {
  readonly requests: readonly ApiRequest[]
  /** The scope of `/v1/accuracy` for such answers; none for a record. */
  readonly accuracyScope?: string
}

export type ApiTool = Tool & {
  /** The requests behind a call, or a sentence for each argument that is wrong. */
  plan(input: unknown): Plan | { readonly problem: string }
}

const MAX_DESTINATIONS = 10
const MAX_DAYS = 31
const MAX_QUOTES = 100
const Iata = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a code of three capital letters')
  .describe('IATA code of an airport or city')
const CABINS = ['economy', 'premium', 'business', 'first'] as const

const Trip = z.object({
  origin: Iata,
  destination: Iata,
  departure_date: IsoDay,
  return_date: IsoDay.optional(),
  cabin: z.enum(CABINS).optional(),
  currency: z.string().length(3).optional().describe('ISO 4217 code of the amounts'),
  price: z
    .string()
    .optional()
    .describe('A price at hand in the currency, such as "420.00", to be judged'),
})

const Calendar = z.object({
  origin: Iata,
  destinations: z.array(Iata).min(1).max(MAX_DESTINATIONS),
  from: IsoDay.describe('First day of departure'),
  to: IsoDay.describe(`Last day of departure, at most ${MAX_DAYS - 1} days after the first`),
  cabin: z.enum(CABINS).optional(),
  currency: z.string().length(3).optional(),
})

const Quotes = z.object({
  quotes: z
    .array(z.looseObject({}))
    .min(1)
    .max(MAX_QUOTES)
    .describe('Cached quotes, as the items of POST /v1/quotes:check'),
})

const Slate = z.object({
  user: z.string().optional(),
  context: z.object({ origin: Iata, destination: Iata, departure_date: IsoDay }),
  items: z
    .array(z.looseObject({}))
    .min(1)
    .max(MAX_OFFERS)
    .describe('Offers, as the items of POST /v1/offers:rank: id, price, carrier, stops and others'),
})

const DecisionId = z.object({ decision_id: z.string().min(1) })
const AccuracyScope = z.object({
  scope: z.string().default('all').describe('"all", or one market: "market:LIS-JFK"'),
})

export const TOOLS: readonly ApiTool[] = [
  tool(
    {
      name: 'price_insight',
      title: 'Price insight of a trip',
      description:
        'Lowest and typical prices of a trip, a forecast with intervals, and advice to buy or to wait in money.',
    },
    Trip,
    (trip) => ({
      requests: [get('/v1/price-insights', trip)],
      accuracyScope: `market:${trip.origin}-${trip.destination}`,
    })
  ),
  tool(
    {
      name: 'price_calendar',
      title: 'Prices by day of departure',
      description: `The price of each day of departure, for up to ${MAX_DESTINATIONS} destinations at once.`,
    },
    Calendar,
    ({ destinations, ...range }) => ({
      requests: destinations.map((destination) =>
        get('/v1/price-calendar', { ...range, destination })
      ),
      accuracyScope: 'all',
    })
  ),
  tool(
    {
      name: 'check_quotes',
      title: 'Check cached quotes',
      description: 'Whether cached quotes are still valid: serve, refresh or suppress each.',
    },
    Quotes,
    (body) => ({
      requests: [{ method: 'POST', path: '/v1/quotes:check', body }],
      accuracyScope: 'all',
    })
  ),
  tool(
    {
      name: 'rank_offers',
      title: 'Rank the offers of a slate',
      description:
        'Orders offers of one trip by the chance that they are chosen, with labels and reasons.',
    },
    Slate,
    (body) => ({ requests: [{ method: 'POST', path: '/v1/offers:rank', body }] })
  ),
  tool(
    {
      name: 'explain_decision',
      title: 'Explain an earlier answer',
      description: 'The recorded inputs, model and result behind the decision_id of an answer.',
    },
    DecisionId,
    ({ decision_id }) => ({
      requests: [get(`/v1/decisions/${encodeURIComponent(decision_id)}`)],
    })
  ),
  tool(
    {
      name: 'accuracy',
      title: 'How right answers were',
      description: 'Errors, interval coverage and savings of settled answers, by market or of all.',
    },
    AccuracyScope,
    ({ scope }) => ({ requests: [get('/v1/accuracy', { scope })] })
  ),
]

function tool<S extends z.ZodType>(
  about: Omit<ApiTool, 'plan' | 'input'>,
  input: S,
  plan: (input: z.infer<S>) => Plan
): ApiTool {
  return {
    ...about,
    input,
    plan(given) {
      const read = input.safeParse(given)
      return read.success ? plan(read.data) : { problem: z.prettifyError(read.error) }
    },
  }
}

function get(path: string, query: Readonly<Record<string, unknown>> = {}): ApiRequest {
  const fields = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString()
  return { method: 'GET', path: text ? `${path}?${text}` : path }
}
