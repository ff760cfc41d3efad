/** `GET /v1/price-calendar`: what a market costs on each day of a range, in a grid or by week. */
import { createRoute, z } from '@hono/zod-openapi'
import { daysBetween, IsoDay } from '../../models/airline/calendar'
import { type Market, marketOf, opposite } from '../../models/airline/market'
import { todayAt } from '../../pipelines/answers/evidence/today'
import {
  PriceCalendar,
  priceCalendarWire,
} from '../../pipelines/answers/price-calendar/price-calendar-wire'
import { calendarRecord, VIEWS, viewedCalendar } from '../../pipelines/decisions/calendar-decision'
import { readCalendarInputs } from '../answering/calendar-inputs'
import { issue, openDraft } from '../answering/issue'
import { takeCityMarkets } from '../answering/take-city-markets'
import { requireScope } from '../gateway/auth'
import { takeItems } from '../gateway/quota'
import { summaryOf } from '../http/fault-text'
import { envelope, enveloped, json } from '../http/http'
import { holdsAnswer } from '../http/http-cache'
import { type ProblemError, problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { timed } from '../http/timing'
import {
  AirportQuery,
  endsDiffer,
  HORIZON_DAYS,
  SAME_ENDS,
  sameCityObjection,
  TripQuery,
} from './readers/trip-query'

const MAX_DAYS = 185
const MAX_STAY_NIGHTS = 60
const MAX_ENTRIES = 3_000

const Stay = z
  .string()
  .regex(/^\d{1,2}(-\d{1,2})?$/, 'must be nights, such as 7, or a range, such as 5-9')
  .transform((text) => {
    const [least = 0, most = least] = text.split('-').map(Number)
    return { least, most }
  })
  .refine(({ least, most }) => least <= most && most <= MAX_STAY_NIGHTS, {
    error: `must be a range of 0 to ${MAX_STAY_NIGHTS} nights, the lesser first`,
  })

const CalendarQuery = z
  .object({
    origin: AirportQuery,
    destination: AirportQuery.openapi({ example: 'JFK' }),
    from: IsoDay.openapi({ description: 'First departure date, local to the origin' }),
    to: IsoDay.openapi({ description: `Last departure date; at most ${MAX_DAYS} days` }),
    stay: Stay.optional().openapi({
      type: 'string',
      example: '5-9',
      description: 'Nights between out and back; `fare_kind` says how each price is sold',
    }),
    view: z.enum(VIEWS).default('grid').openapi({
      description:
        '"grid": every date, with a stay every date and stay. "week": the cheapest of each week',
    }),
  })
  .extend(TripQuery.pick({ cabin: true, adults: true, currency: true, stops: true }).shape)
  .refine(endsDiffer, SAME_ENDS)

const getPriceCalendar = createRoute({
  operationId: 'getPriceCalendar',
  method: 'get',
  path: '/v1/price-calendar',
  tags: ['Price intelligence'],
  summary: 'The price of each day of a range',
  description:
    'Every day says how its price is known: observed, estimated from comparable departures, or unknown.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: CalendarQuery },
  responses: {
    200: json(envelope(PriceCalendar), 'One entry a day, or a day and stay, or a week'),
    304: { description: 'The answer named by If-None-Match still holds' },
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const priceCalendars = createRouter().openapi(getPriceCalendar, async (c) => {
  const services = c.get('services')
  const {
    from,
    to,
    stay,
    view,
    cabin,
    adults,
    currency,
    stops: sent,
    ...ends
  } = c.req.valid('query')
  const market = marketOf(ends.origin, ends.destination)
  const today = todayAt(market, services.now)
  const errors = objections(market, today, { from, to, stay })
  if (errors.length > 0) return problem(c, 'invalid-request', summaryOf(errors), errors)

  const over = await takeItems(c, entriesOf({ from, to, stay }))
  if (over) return problem(c, over.code, over.detail)

  const unread = await takeCityMarkets(c, stay ? [market, opposite(market)] : [market])
  if (unread) return problem(c, unread.code, unread.detail)

  const passengers = Number(adults)
  const stops = sent === undefined ? undefined : Number(sent)
  const question = { market, today, from, to, stay, cabin, passengers, currency, stops, view }
  const { scope } = c.get('principal')
  const inputs = await timed(c.get('timing'), 'features', () =>
    readCalendarInputs(question, scope, services)
  )
  const snapshotReads = inputs.back ? [inputs.out, inputs.back] : [inputs.out]
  const markets = [market, ...(inputs.back ? [opposite(market)] : [])]
  if (holdsAnswer(c, markets, { snapshotReads, rates: inputs.rates, models: [] })) {
    return c.body(null, 304)
  }

  const calendar = viewedCalendar(question, inputs)
  const draft = openDraft(services)
  const data = priceCalendarWire(calendar, draft.id)
  issue(draft, () => calendarRecord(question, inputs, data), scope, services)
  return c.json(enveloped(c, data), 200)
})

type DayRange = Pick<z.infer<typeof CalendarQuery>, 'from' | 'to' | 'stay'>

/** Days, or days and stays. */
function entriesOf({ from, to, stay }: DayRange): number {
  return (daysBetween(from, to) + 1) * (stay ? stay.most - stay.least + 1 : 1)
}

function objections(market: Market, today: IsoDay, { from, to, stay }: DayRange): ProblemError[] {
  const days = daysBetween(from, to) + 1
  const errors: ProblemError[] = []
  const object = (field: string, detail: string) =>
    errors.push({ pointer: `/${field}`, location: 'query', detail })

  const oneCity = sameCityObjection(market, from)
  if (oneCity) object('destination', oneCity)
  if (from < today) object('from', `must not be past: it is ${today} at the origin`)
  if (daysBetween(today, to) > HORIZON_DAYS) object('to', `must be within ${HORIZON_DAYS} days`)
  if (days < 1) object('to', `must not be before ${from}`)
  if (days > MAX_DAYS) object('to', `must be within ${MAX_DAYS} days of ${from}`)
  const entries = entriesOf({ from, to, stay })
  if (stay && entries > MAX_ENTRIES) {
    object('stay', `makes ${entries} entries, more than ${MAX_ENTRIES}; send fewer days`)
  }
  return errors
}
