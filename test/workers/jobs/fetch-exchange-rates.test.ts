import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { fetchExchangeRates } from '../../../workers/jobs/fetch-exchange-rates'
import { connect } from '../../../workers/services'
import { readRates } from '../../../workers/storage/rate-rows'
import { LIVE, TEST } from '../../build/scopes'

const URL = 'https://bank.test/eurofxref-hist-90d.xml'
const services = { ...connect(env, { now: 0, defer: () => undefined }), exchangeRatesUrl: URL }

const FILE = `<Envelope><Cube>
  <Cube time="2026-11-20"><Cube currency="USD" rate="1.1"/></Cube>
  <Cube time="2026-11-19"><Cube currency="USD" rate="1.2"/></Cube>
  <Cube time="2026-11-18"><Cube currency="USD" rate="none"/></Cube>
</Cube></Envelope>`

afterEach(() => {
  vi.restoreAllMocks()
})

/** The bank, with the answers that the job requests. */
function bank(...answers: readonly (string | number)[]) {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const fetched = vi.spyOn(globalThis, 'fetch')
  for (const answer of answers) {
    fetched.mockResolvedValueOnce(
      typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer)
    )
  }
  return fetched
}

test('what the bank publishes is stored for both modes, and again changes nothing', async () => {
  const fetched = bank(FILE, FILE)
  expect(await fetchExchangeRates(services, 0)).toEqual({
    days: 2,
    problems: 1,
    added: 4,
    replaced: 0,
    refused: 0,
    more: false,
  })
  expect(await fetchExchangeRates(services, 0)).toMatchObject({ added: 0, replaced: 0 })
  expect(fetched.mock.calls.map(([url]) => url)).toEqual([URL, URL])
  for (const scope of [LIVE, TEST]) {
    const tables = await readRates(services, scope, ['2026-11-20'])
    expect(tables.map(({ date }) => date)).toEqual(['2026-11-19', '2026-11-20'])
  }
})

test("a key's own run loads rates of its mode alone", async () => {
  bank(FILE.replaceAll('2026-11', '2025-03'))
  expect(await fetchExchangeRates(services, 0, [TEST])).toMatchObject({ added: 2 })
  expect(await readRates(services, LIVE, ['2025-03-20'])).toEqual([])
})

test('a bank that does not answer, or with no rates, is an error of the job', async () => {
  bank(503, '<html></html>')
  await expect(fetchExchangeRates(services, 0)).rejects.toThrow('answered 503')
  await expect(fetchExchangeRates(services, 0)).rejects.toThrow('has no rates')
})

test('without an address nothing is requested', async () => {
  const fetched = bank()
  const report = await fetchExchangeRates({ ...services, exchangeRatesUrl: undefined }, 0)
  expect(report).toEqual({ skipped: 'EXCHANGE_RATES_URL is not set' })
  expect(fetched).not.toHaveBeenCalled()
})

test('a day with a rate far from the day before is left out and logged', async () => {
  bank(FILE.replaceAll('2026-11', '2025-05').replace('rate="1.1"', 'rate="11"'))
  expect(await fetchExchangeRates(services, 0, [TEST])).toMatchObject({ added: 1, refused: 1 })
  const tables = await readRates(services, TEST, ['2025-05-20'])
  expect(tables.map(({ date }) => date)).toEqual(['2025-05-19'])
})
