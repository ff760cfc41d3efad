/** `GET /v1/shopping/flight-dates`, as Amadeus Self-Service had it. */
import { createRoute, z } from '@hono/zod-openapi'
import { dayNumber, dayOf, daysBetween, IsoDay } from '../../../models/airline/calendar'
import { marketOf, opposite } from '../../../models/airline/market'
import { FlightDates, VIEWS } from '../../../pipelines/answers/amadeus/amadeus-flight-dates'
import { issue } from '../../../pipelines/answers/amadeus/amadeus-issues'
import { todayAt } from '../../../pipelines/answers/evidence/today'
import {
  answeredFlightDates,
  type FlightDatesQuestion,
  flightDatesRecord,
} from '../../../pipelines/decisions/calendar-decision'
import { readCalendarInputs } from '../../answering/calendar-inputs'
import { issue as issueDecision, openDraft } from '../../answering/issue'
import { takeCityMarkets } from '../../answering/take-city-markets'
import {
  amadeusCaller,
  amadeusContent,
  amadeusErrorContent,
  amadeusErrors,
  amadeusJson,
  createAmadeusRouter,
} from './dialect'
import { Code, Flag } from './query'

const DEFAULT_DAYS = 180
const DEFAULT_DURATION = '1,15'
/** Most dates times durations; more is refused, as the specification allows. */
const MAX_TRIPS = 6_000

const DayRange = z
  .string()
  .regex(/^[\d-]{10}(,[\d-]{10})?$/, 'must be YYYY-MM-DD or two of them with a comma')
  .transform((text) => {
    const [from = '', to = from] = text.split(',')
    return { from, to }
  })
  .pipe(z.object({ from: IsoDay, to: IsoDay }))

const Duration = z
  .string()
  .regex(/^\d{1,2}(,\d{1,2})?$/, 'must be days, such as 7, or two numbers with a comma: 2,8')
  .transform((text) => {
    const [least = 0, most = least] = text.split(',').map(Number)
    return { least, most }
  })
  .refine(({ least, most }) => least <= most, 'must have the lesser number first')

const Query = z.object({
  origin: Code.openapi({ example: 'LIS' }),
  destination: Code.openapi({ example: 'JFK' }),
  departureDate: DayRange.optional().openapi({ type: 'string', example: '2026-12-01,2026-12-31' }),
  oneWay: Flag.optional(),
  duration: Duration.optional().openapi({ type: 'string', example: '2,8' }),
  nonStop: Flag.optional(),
  maxPrice: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .optional(),
  viewBy: z.enum(VIEWS).optional(),
})
type Query = z.infer<typeof Query>

const getFlightDates = createRoute({
  operationId: 'amadeusFlightDates',
  method: 'get',
  path: '/v1/shopping/flight-dates',
  tags: ['Amadeus dialect'],
  summary: 'The cheapest dates to fly',
  description:
    'Prices that were observed: of a return trip, the round trip or two one-way fares, whichever is lower.',
  middleware: [amadeusCaller] as const,
  request: { query: Query },
  responses: {
    200: amadeusContent(FlightDates, 'Cheapest first'),
    400: amadeusErrorContent('425, 477, 2668, 4926, 32171'),
    401: amadeusErrorContent('38190 to 38192'),
    429: amadeusErrorContent('38194'),
    404: amadeusErrorContent('6003 ITEM/DATA NOT FOUND OR DATA NOT EXISTING'),
  },
})

export const amadeusFlightDates = createAmadeusRouter().openapi(getFlightDates, async (c) => {
  const services = c.get('services')
  const query = c.req.valid('query')
  const trip = settled(query, services.now)
  const refusal = objection(query, trip)
  if (refusal) return amadeusErrors(c, [refusal])

  const { scope } = c.get('principal')
  const { market } = trip
  const over = await takeCityMarkets(c, trip.oneWay ? [market] : [market, opposite(market)])
  if (over) return amadeusErrors(c, [issue('too-many-requests', over.detail)])
  const question = questionOf(query, trip, c.req.url)
  const inputs = await readCalendarInputs(question.calendar, scope, services)
  const dates = answeredFlightDates(question, inputs)
  if (!dates) {
    return amadeusErrors(c, [issue('not-found', 'No fare of these dates was observed.')])
  }
  const draft = openDraft(services)
  issueDecision(draft, () => flightDatesRecord(question, inputs, dates), scope, services)
  return amadeusJson(c, dates, draft)
})

function questionOf(query: Query, trip: Settled, self: string): FlightDatesQuestion {
  const { market, today, from, to, oneWay, view } = trip
  const stay = oneWay ? undefined : trip.stay
  const maxPrice = query.maxPrice === undefined ? undefined : Number(query.maxPrice)
  const stops = query.nonStop === 'true' ? 0 : undefined
  return {
    calendar: { market, today, from, to, cabin: 'economy', passengers: 1, stay, stops },
    request: { view, maxPrice, self, defaults: defaultsOf(query, trip) },
  }
}

function settled(query: Query, now: number) {
  const market = marketOf(query.origin, query.destination)
  const today = todayAt(market, now)
  const oneWay = query.oneWay === 'true'
  const [least = 0, most = 0] = DEFAULT_DURATION.split(',').map(Number)
  return {
    market,
    today,
    from: query.departureDate?.from ?? dayOf(dayNumber(today) + 1),
    to: query.departureDate?.to ?? dayOf(dayNumber(today) + DEFAULT_DAYS),
    oneWay,
    stay: query.duration ?? { least, most },
    view: query.viewBy ?? (oneWay ? ('DATE' as const) : ('DURATION' as const)),
  }
}
type Settled = ReturnType<typeof settled>

function objection(query: Query, { today, from, to, oneWay, stay }: Settled) {
  const dates = { parameter: 'departureDate', example: `${today},${to}` }
  if (from < today) return issue('invalid-date', `Date/Time is in the past: it is ${today}`, dates)
  if (to < from) return issue('invalid-date', 'The range ends before it begins', dates)
  if (oneWay && query.duration) {
    const detail = 'duration must not be set when oneWay is true'
    return issue('invalid-combination', detail, { parameter: 'duration' })
  }
  const trips = (daysBetween(from, to) + 1) * (oneWay ? 1 : stay.most - stay.least + 1)
  if (trips <= MAX_TRIPS) return undefined
  return issue('invalid-data', `${trips} trips are too many: at most ${MAX_TRIPS}`, dates)
}

/** Parameters that were left out, with their defaults. */
function defaultsOf(query: Query, { from, to, oneWay, view }: Settled) {
  return {
    ...(query.departureDate === undefined && { departureDate: `${from},${to}` }),
    ...(query.oneWay === undefined && { oneWay }),
    ...(query.duration === undefined && !oneWay && { duration: DEFAULT_DURATION }),
    ...(query.nonStop === undefined && { nonStop: false }),
    ...(query.viewBy === undefined && { viewBy: view }),
  }
}
