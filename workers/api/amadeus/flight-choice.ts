/** `POST /v2/shopping/flight-offers/prediction`, as Amadeus Self-Service had it. */
import { createRoute } from '@hono/zod-openapi'
import {
  FlightChoices,
  FlightOffers,
  flightChoices,
  predictChoices,
  readFlightOffers,
} from '../../../pipelines/answers/amadeus/amadeus-flight-choice'
import { issue } from '../../../pipelines/answers/amadeus/amadeus-issues'
import { flightChoiceRecord } from '../../../pipelines/decisions/flight-choice-decision'
import { issue as issueDecision, openDraft } from '../../answering/issue'
import { takeItems } from '../../gateway/quota'
import { loadChoiceModel } from '../../inference/models'
import {
  amadeusCaller,
  amadeusContent,
  amadeusErrorContent,
  amadeusErrors,
  amadeusJson,
  createAmadeusRouter,
} from './dialect'

const predictChoice = createRoute({
  operationId: 'amadeusFlightChoice',
  method: 'post',
  path: '/v2/shopping/flight-offers/prediction',
  tags: ['Amadeus dialect'],
  summary: 'The chance that each offer is chosen',
  description:
    'Chances of the offers of one trip add up to 1. An offer that cannot be read comes back without one, and a warning says why.',
  middleware: [amadeusCaller] as const,
  responses: {
    200: amadeusContent(FlightChoices, 'The offers as sent, with choiceProbability'),
    400: amadeusErrorContent('477 INVALID FORMAT, 4926 INVALID DATA RECEIVED'),
    401: amadeusErrorContent('38190 to 38192'),
    429: amadeusErrorContent('38194'),
  },
})

export const amadeusFlightChoice = createAmadeusRouter().openapi(predictChoice, async (c) => {
  const services = c.get('services')
  const body = FlightOffers.safeParse(await c.req.json().catch(() => undefined))
  if (!body.success) {
    const [problem] = body.error.issues
    const pointer = `/${(problem?.path ?? []).map(String).join('/')}`
    return amadeusErrors(c, [issue('invalid-format', problem?.message ?? 'Not JSON.', { pointer })])
  }
  const over = await takeItems(c, body.data.data.length)
  if (over) return amadeusErrors(c, [issue('too-many-requests', over.detail)])
  const read = readFlightOffers(body.data, services.now)
  const [first, ...others] = read.slates
  if (!first) {
    const detail = read.problems[0] ?? 'No offer could be read'
    return amadeusErrors(c, [issue('invalid-data', detail, { pointer: '/data' })])
  }
  const { chances, used } = await predictChoices(read.slates, loadChoiceModel(services))
  const draft = openDraft(services)
  const record = () => flightChoiceRecord([first, ...others], used, chances)
  issueDecision(draft, record, c.get('principal').scope, services)
  return amadeusJson(c, flightChoices(body.data, read.problems, chances), draft)
})
