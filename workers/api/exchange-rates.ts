/** `/v1/exchange-rates`: daily rates, loaded as the central bank's file and read by day. */
import { createRoute, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { IsoDay, utcDay } from '../../models/airline/calendar'
import { MAX_RATE_AGE_DAYS, rateTableAt } from '../../models/airline/exchange-rates'
import { readRateFile } from '../../pipelines/sources/rates/rate-file'
import { MOST_CHANGE, steepChangeText } from '../../pipelines/sources/rates/steep-changes'
import { requireScope } from '../gateway/auth'
import { recordAct } from '../gateway/record-act'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { MAX_RATE_BYTES, rateTextOf } from '../ingest/rate-text'
import { CENTRAL_BANK, readRates, steepChangesOf, storeRates } from '../storage/rate-rows'

/** Steep changes that a refusal names. */
const MAX_CHANGES = 20

/** Days named in an answer; the others are counted. */
const MOST_NAMED = 100

const RatesLoaded = z
  .object({
    source: z.string(),
    days: z.object({
      added: z.int(),
      replaced: z.int().openapi({ description: 'They had other rates, or another source' }),
      unchanged: z.int(),
    }),
    first_date: IsoDay,
    last_date: IsoDay,
    rejected_count: z.int().openapi({ description: 'Days not stored' }),
    rejected: z
      .array(z.object({ line: z.int(), detail: z.string() }))
      .openapi({ description: 'Days not stored: the line of the CSV, the place among XML days' }),
  })
  .openapi('ExchangeRatesLoaded')

const Rates = z
  .object({
    date: IsoDay.openapi({ description: 'Day of the table in force on the day in question' }),
    source: z.string().openapi({ example: CENTRAL_BANK }),
    base: z.literal('EUR'),
    rates: z.record(z.string(), z.number()).openapi({
      description: 'Units per euro, by ISO 4217 code',
      example: { USD: 1.0946, JPY: 162.31 },
    }),
  })
  .openapi('ExchangeRates')

const file = { schema: { type: 'string' as const } }

const putRates = createRoute({
  operationId: 'loadExchangeRates',
  method: 'put',
  path: '/v1/exchange-rates',
  tags: ['Money'],
  summary: 'Load daily exchange rates',
  description:
    'The body is a file of the European Central Bank: eurofxref-hist.csv, eurofxref.csv, one of the ' +
    'eurofxref XML files, SDMX CSV of its data API, or another in one of these forms, also zipped.' +
    ' A rate that differs by more than 20 % from the day before is refused unless forced.' +
    ' A day is stored whole or named in `rejected`; a day ' +
    'that is there already is replaced, and the same file again changes nothing. Test and live keys ' +
    'load rates of their own mode, seen everywhere within a minute. Events counted from then on are ' +
    'converted, earlier ones stay as they are.',
  middleware: [
    requireScope('rates:write'),
    bodyLimit({
      maxSize: MAX_RATE_BYTES,
      onError: (c) =>
        problem(
          c,
          'too-large',
          `The file is larger than ${MAX_RATE_BYTES / 1e6} MB; send it in parts.`
        ),
    }),
  ] as const,
  request: {
    query: z.object({
      source: z
        .string()
        .min(1)
        .max(80)
        .optional()
        .openapi({
          description:
            `Who set the rates; every conversion states it. Only a key with keys:admin may name "${CENTRAL_BANK}", ` +
            'which is its default; the default of any other key is its account',
        }),
      force: z
        .stringbool()
        .default(false)
        .openapi({
          type: 'boolean',
          description: `Also store rates that differ by more than ${MOST_CHANGE * 100} % from the day before`,
        }),
    }),
    body: {
      required: true,
      content: { 'text/csv': file, 'application/xml': file, 'application/zip': file },
    },
  },
  responses: {
    200: json(envelope(RatesLoaded), 'The result of each day'),
    ...problems(
      'invalid-request',
      'unauthorized',
      'forbidden',
      'too-large',
      'rate-limited',
      'unavailable'
    ),
  },
})

const getRates = createRoute({
  operationId: 'getExchangeRates',
  method: 'get',
  path: '/v1/exchange-rates',
  tags: ['Money'],
  summary: 'Show the exchange rates of a day',
  description:
    'The rates that apply on a day: those of the day itself or of the last day before it.',
  middleware: [requireScope('insights:read')] as const,
  request: {
    query: z.object({
      date: IsoDay.optional().openapi({
        format: 'date',
        description: `Today without one. The latest table of the day, or of up to ${MAX_RATE_AGE_DAYS} days before it, holds`,
      }),
    }),
  },
  responses: {
    200: json(envelope(Rates), 'The table that holds on the day'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'not-found', 'rate-limited'),
  },
})

export const exchangeRates = createRouter()
  .openapi(putRates, async (c) => {
    const { services, principal } = c.var
    const { source: named, force } = c.req.valid('query')
    const isAdmin = principal.permissions.has('keys:admin')
    const source = named ?? (isAdmin ? CENTRAL_BANK : principal.scope.account)
    if (!isAdmin && isCentralBank(source)) {
      const detail = `Only a key with the scope "keys:admin" loads rates as "${CENTRAL_BANK}"; name another source, such as ?source=${principal.scope.account}.`
      return problem(c, 'forbidden', detail)
    }
    const file = rateTextOf(new Uint8Array(await c.req.arrayBuffer()))
    if ('detail' in file) {
      return problem(c, 'invalid-request', `No rates were stored: ${file.detail}.`)
    }
    const { tables, problems: rejected } = readRateFile(file.text, source)
    const [first, last] = [tables[0], tables.at(-1)]
    if (!first || !last) {
      const detail = rejected[0]?.detail ?? 'The file has no day'
      const errors = rejected.map(({ line, detail }) => ({
        pointer: `/${line}`,
        location: 'body' as const,
        detail,
      }))
      return problem(c, 'invalid-request', `No rates were stored: ${detail}.`, errors)
    }
    const changes = force ? [] : await steepChangesOf(services, principal.scope, tables)
    const [steepest] = changes
    if (steepest) {
      const errors = changes.slice(0, MAX_CHANGES).map((change) => ({
        pointer: `/${change.date}/${change.currency}`,
        location: 'body' as const,
        detail: steepChangeText(change),
      }))
      const detail = `No rates were stored: ${steepChangeText(steepest)}.`
      return problem(c, 'invalid-request', detail, errors)
    }
    await recordAct(c, {
      action: 'rates.load',
      subject: source,
      detail: { days: tables.length, first: first.date, last: last.date, force },
    })
    const days = await storeRates(services, principal.scope, tables)
    const data = {
      source,
      days,
      first_date: first.date,
      last_date: last.date,
      rejected_count: rejected.length,
      rejected: rejected.slice(0, MOST_NAMED),
    }
    return c.json(enveloped(c, data), 200)
  })
  .openapi(getRates, async (c) => {
    const { services, principal } = c.var
    const day = c.req.valid('query').date ?? utcDay(services.now)
    const table = rateTableAt(await readRates(services, principal.scope, [day]), day)
    if (!table) {
      return problem(
        c,
        'not-found',
        `There are no exchange rates of ${day}, nor of the ${MAX_RATE_AGE_DAYS} days before; load a file with PUT /v1/exchange-rates.`
      )
    }
    const { date, source, perEuro } = table
    const data = { date, source, base: 'EUR' as const, rates: { ...perEuro } }
    return c.json(enveloped(c, data), 200)
  })

/** Recognises the central bank by any of its usual names. */
function isCentralBank(source: string): boolean {
  const name = source.trim().toLowerCase()
  return name === 'ecb' || name === CENTRAL_BANK.toLowerCase()
}
