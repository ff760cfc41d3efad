import { afterEach, expect, test, vi } from 'vitest'
import { checkTarget } from '../../../workers/notify/webhook-target'

const offline = { webhookOrigins: ['http://127.0.0.1:9000'], webhookDnsUrl: undefined }

afterEach(() => vi.restoreAllMocks())

test.each([
  'http://example.com/',
  'https://example.com:8443/',
  'https://user:secret@example.com/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://169.254.169.254/latest',
  'https://[::1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://localhost/',
  'https://printer/',
  'https://metadata.google.internal/',
  'https://router.home.arpa./',
  'http://127.0.0.1:9001/',
  'ftp://example.com/',
  'example.com',
  '',
])('%s is refused with the reason', async (text) => {
  expect(await checkTarget(text, offline)).toMatch(/^url: /)
})

test('a public name and a named origin are taken', async () => {
  const url = await checkTarget('https://hooks.example.com/fares?a=1', offline)
  expect(url).toBeInstanceOf(URL)
  expect(await checkTarget('http://127.0.0.1:9000/hooks', offline)).toBeInstanceOf(URL)
})

test.each([
  [['93.184.216.34'], ['2606:2800::1'], true],
  [['93.184.216.34', '10.0.0.8'], [], false],
  [['93.184.216.34'], ['::ffff:10.0.0.8'], false],
  [[], [], false],
])('a name that leads to %j and %j is taken: %s', async (four, six, isTaken) => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const isFour = new URL(String(input)).searchParams.get('type') === 'A'
    const answers = (isFour ? four : six).map((data) => ({ type: isFour ? 1 : 28, data }))
    return Response.json({ Answer: [{ type: 5, data: 'alias.example.com.' }, ...answers] })
  })
  const online = { webhookOrigins: [], webhookDnsUrl: 'https://dns.example/dns-query' }
  const target = await checkTarget('https://hooks.example.com/', online)
  expect(target instanceof URL).toBe(isTaken)
})
