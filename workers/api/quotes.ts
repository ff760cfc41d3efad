/** `POST /v1/quotes:check`: cached quotes before they are shown, against a partner's policy. */

import { createRoute, z } from '@hono/zod-openapi'
import { answerEach } from '../../models/runtime/answer-each'
import { conversionNow, type Rates } from '../../pipelines/answers/evidence/answer-currency'
import { rowsUsed } from '../../pipelines/answers/evidence/rows-used'
import { checkQuotes, type QuoteToCheck } from '../../pipelines/answers/quote-check/check-quotes'
import { PolicyWire, policyOf } from '../../pipelines/answers/quote-check/quote-check-wire'
import type { QuotePolicy } from '../../pipelines/answers/quote-check/quote-policy'
import { QuoteAnswer, quoteAnswer, quoteRecord } from '../../pipelines/decisions/quote-decision'
import type { Scope } from '../../pipelines/events/scope'
import type { CachedQuote } from '../../pipelines/features/quote-validity/partner-quote'
import { readQuestionMarket } from '../answering/city-markets'
import { issue, openDraft } from '../answering/issue'
import { ratesNow } from '../answering/rates-for'
import { eachSnapshotOnce } from '../answering/read-markets'
import { takeCityMarkets } from '../answering/take-city-markets'
import { requireScope } from '../gateway/auth'
import { takeItems } from '../gateway/quota'
import { envelope, enveloped, json } from '../http/http'
import { ProblemError, problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { timed } from '../http/timing'
import { loadQuoteValidityModel } from '../inference/models'
import type { Services } from '../services'
import { MAX_QUOTES, type ReadQuote, readQuoteItem, registerQuoteItem } from './readers/quote-items'

const QuoteCheck = z
  .object({
    policy: PolicyWire,
    look_budget: z
      .int('must be a whole number, 0 or more')
      .min(0, 'must be 0 or more')
      .openapi({ description: 'Quotes of this request that may be looked up again', example: 20 }),
    cost_of_violation: z
      .number()
      .min(0, 'must be 0 or more')
      .max(1000)
      .default(1)
      .openapi({
        description:
          'What a showing out of policy costs, in showings that hold. A quote is suppressed where p_hold is ' +
          'below cost / (1 + cost) and no look is left; with 0 none is',
      }),
    quotes: z
      .array(z.unknown())
      .min(1, 'must hold a quote')
      .max(MAX_QUOTES, `must hold at most ${MAX_QUOTES} quotes`)
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/CachedQuote' } }),
  })
  .openapi('QuoteCheck')

const QuoteEntry = QuoteAnswer.partial()
  .extend({
    index: z.int().openapi({ description: 'Position in the request' }),
    id: z.string().optional(),
    status: z.enum(['ok', 'limited', 'invalid']).openapi({
      description:
        '"limited": no fares of this market, cabin and direction were observed, or none that could be ' +
        'converted to its currency, so age and days to departure alone speak. "invalid": not checked, see `errors`',
    }),
    errors: z.array(ProblemError).optional(),
  })
  .openapi('QuoteEntry')

const QuotesChecked = z
  .object({
    looks_used: z.int().openapi({ description: 'Quotes to refresh, never more than the budget' }),
    quotes: z.array(QuoteEntry),
  })
  .openapi('QuotesChecked')

const postQuoteCheck = createRoute({
  operationId: 'checkQuotes',
  method: 'post',
  path: '/v1/quotes:check',
  tags: ['Price intelligence'],
  summary: 'Check cached quotes before they are shown',
  description:
    `Up to ${MAX_QUOTES} quotes, each judged or refused by itself. Looks go where they save most: to quotes that are ` +
    'shown often, are likely out of policy and, once looked up, hold for long.',
  middleware: [requireScope('insights:read')] as const,
  request: { body: { required: true, content: { 'application/json': { schema: QuoteCheck } } } },
  responses: {
    200: json(envelope(QuotesChecked), 'One entry a quote, in the order of the request'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited'),
  },
})

export const quotes = createRouter()
registerQuoteItem(quotes)

quotes.openapi(postQuoteCheck, async (c) => {
  const services = c.get('services')
  const timing = c.get('timing')
  const { scope } = c.get('principal')
  const body = c.req.valid('json')
  const over = await takeItems(c, body.quotes.length)
  if (over) return problem(c, over.code, over.detail)
  const policy = policyOf(body.policy)
  const items = body.quotes.map((item, index) => readQuoteItem(item, index, services.now))
  const named = items.flatMap((item) => ('quote' in item ? [item.quote.market] : []))
  const unread = await takeCityMarkets(c, named)
  if (unread) return problem(c, unread.code, unread.detail)
  const { read, rates } = await timed(timing, 'features', async () => {
    const read = await answerEach(items, quotesOf, (quotes) =>
      readQuoteMarkets(quotes, scope, services)
    )
    const given = read.flatMap(([, [quote]]) => quote ?? [])
    return { read, rates: await ratesOf(given, policy, scope, services) }
  })
  const model = loadQuoteValidityModel(services)
  const terms = {
    policy,
    lookBudget: body.look_budget,
    costOfViolation: body.cost_of_violation,
  }
  const checked = await timed(timing, 'model', () =>
    answerEach(
      read,
      ([, given]) => given,
      (given) =>
        checkQuotes(given, terms, model, services.now, (from, to) =>
          conversionNow(rates, services.now, from, to)
        )
    )
  )
  const entries = checked.flatMap(([[item], [quote]]): z.infer<typeof QuoteEntry>[] => {
    if ('errors' in item) {
      return [{ ...item.place, status: 'invalid', errors: [...item.errors] }]
    }
    if (!quote) return []
    const draft = openDraft(services)
    const answer = quoteAnswer(quote, draft.id)
    const record = () => {
      const used = rowsUsed(model, quote.rows, (row) => row)
      return quoteRecord(quote, terms, rates, used, answer)
    }
    issue(draft, record, scope, services)
    return [{ ...item.place, ...answer }]
  })
  const looksUsed = entries.filter(
    (entry) => 'action' in entry && entry.action === 'refresh'
  ).length
  const data = { looks_used: looksUsed, quotes: entries }
  return c.json(enveloped(c, data, { model: model.name }), 200)
})

function quotesOf(item: ReadQuote) {
  return 'quote' in item ? [item] : []
}

type Read = { readonly quote: CachedQuote; readonly displays: number }

function readQuoteMarkets(
  read: readonly Read[],
  scope: Scope,
  services: Services
): Promise<QuoteToCheck[]> {
  const snapshotOf = eachSnapshotOnce(scope, services)
  return Promise.all(
    read.map(async ({ quote, displays }) => ({
      quote,
      displays,
      snapshotRead: await readQuestionMarket(quote.market, scope, services, snapshotOf),
    }))
  )
}

/**
 * Most requests need no rates: the policy has no money limits, and quotes are in their market's
 * currency.
 */
async function ratesOf(
  given: readonly QuoteToCheck[],
  { money }: QuotePolicy,
  scope: Scope,
  services: Services
): Promise<Rates> {
  const needed = given.some(
    ({ quote: { currency }, snapshotRead }) =>
      (money && money.currency !== currency) ||
      snapshotRead.snapshot?.fareGroups.some((fares) => fares.currency !== currency)
  )
  if (!needed) return []
  return ratesNow(scope, services)
}
