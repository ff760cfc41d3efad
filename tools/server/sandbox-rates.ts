/**
 * Exchange rates of the local sandbox, so that answers in other currencies work without a file of
 * the central bank. They are invented, constant and named so in every answer: no market rates.
 */
import { z } from 'zod'
import { dayNumber, dayOf, utcDay } from '../../models/airline/calendar'
import type { Target } from './events-client'

const SOURCE = 'Fareline sandbox, not market rates'
/** Units per euro. */
const RATES = {
  USD: 1.15,
  JPY: 175,
  GBP: 0.87,
  CHF: 0.93,
  DKK: 7.46,
  NOK: 11.7,
  SEK: 11,
  ISK: 145,
  CAD: 1.6,
  AUD: 1.75,
  BRL: 6.2,
  INR: 102,
}
/** The days of searches in the sample, and the week that a table is valid. */
const DAYS = 37

const Loaded = z.object({ data: z.object({ rejected: z.array(z.unknown()) }) })

/** Keeps an existing valid table: it may be the central bank's. */
export async function loadSandboxRates({ url, key }: Target, now: number): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  const inForce = await fetch(`${url}/v1/exchange-rates?date=${utcDay(now)}`, { headers })
  if (inForce.ok) return
  if (inForce.status !== 404) throw new Error(`The rates cannot be read: ${await inForce.text()}`)

  const response = await fetch(`${url}/v1/exchange-rates?source=${encodeURIComponent(SOURCE)}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: sandboxRatesCsv(now),
  })
  if (!response.ok) throw new Error(`The rates were refused: ${await response.text()}`)
  const { rejected } = Loaded.parse(await response.json()).data
  if (rejected.length > 0) throw new Error(`The rates were refused: ${JSON.stringify(rejected[0])}`)
}

/** Writes the central bank's form: a line a day, newest first. */
export function sandboxRatesCsv(now: number): string {
  const today = dayNumber(utcDay(now))
  const rates = Object.values(RATES).join(',')
  const days = Array.from({ length: DAYS }, (_, back) => `${dayOf(today - back)},${rates}`)
  return [`Date,${Object.keys(RATES).join(',')}`, ...days].join('\n')
}
