import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AmadeusErrors } from '../../../pipelines/answers/amadeus/amadeus-issues'
import { signToken } from '../../../workers/secrets/access-tokens'
import { services } from '../../build/lake'
import { addKeys } from '../../build/sandbox'

beforeAll(addKeys)

const PATH = '/v1/shopping/flight-dates?origin=OPO&destination=BCN'
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

async function askWith(authorization: string | undefined) {
  const headers = authorization === undefined ? {} : { authorization }
  const response = await exports.default.fetch(`https://fareline.test${PATH}`, { headers })
  expect(response.headers.get('content-type')).toBe('application/vnd.amadeus+json')
  const { errors } = AmadeusErrors.parse(await response.json())
  return { status: response.status, codes: errors.map(({ code }) => code) }
}

async function bearer(keyId: string, seconds: number): Promise<string> {
  const token = { keyId, permissions: new Set(['insights:read'] as const) }
  return `Bearer ${await signToken(token, inSeconds(seconds), services.tokenKeys)}`
}

test('a principal is let in by token or key, and turned away in the words of the dialect', async () => {
  const notFound = { status: 404, codes: [6003] }
  expect(await askWith(await bearer('t', 60))).toEqual(notFound)
  expect(await askWith('Bearer sk_test_all')).toEqual(notFound)
  expect(await askWith(await bearer('t', -1))).toEqual({ status: 401, codes: [38192] })
  expect(await askWith(await bearer('nobody', 60))).toEqual({ status: 401, codes: [38190] })
  expect(await askWith('Bearer at_made.up.token')).toEqual({ status: 401, codes: [38190] })
  expect(await askWith(undefined)).toEqual({ status: 401, codes: [38191] })
})

test('a token opens the rest of the API too, and says when it has expired', async () => {
  const ask = async (authorization: string) =>
    exports.default.fetch('https://fareline.test/v1/exchange-rates?date=2026-11-20', {
      headers: { authorization },
    })
  expect((await ask(await bearer('t', 60))).status).not.toBe(401)
  const expired = await ask(await bearer('t', -1))
  expect(expired.status).toBe(401)
  expect(await expired.json()).toMatchObject({ code: 'token-expired' })
})

test('credentials buy a token, others a refusal as OAuth words it', async () => {
  const buy = (fields: Record<string, string>) =>
    exports.default.fetch('https://fareline.test/v1/security/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
  const grant = { grant_type: 'client_credentials', client_id: 'app' }
  const bought = await buy({ ...grant, client_secret: 'sk_test_all' })
  expect(bought.status).toBe(200)
  expect(await bought.json()).toMatchObject({
    type: 'amadeusOAuth2Token',
    token_type: 'Bearer',
    expires_in: 1799,
    client_id: 'app',
  })
  const refused = await buy({ ...grant, client_secret: 'sk_test_wrong' })
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ error: 'invalid_client', code: 38187 })
  expect((await buy({ grant_type: 'client_credentials' })).status).toBe(400)
  expect((await buy({ ...grant, grant_type: 'password', client_secret: 'x' })).status).toBe(400)
})

async function tokenFor(key: string, scope?: string) {
  const form = { grant_type: 'client_credentials', client_id: 'app', client_secret: key }
  const response = await exports.default.fetch('https://fareline.test/v1/security/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...form, ...(scope !== undefined && { scope }) }).toString(),
  })
  const Body = z.object({ access_token: z.string().default(''), scope: z.string().default('') })
  return { status: response.status, ...Body.parse(await response.json()) }
}

async function statusWith(token: string, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await exports.default.fetch(`https://fareline.test${path}`, { headers })
  await response.arrayBuffer()
  return response.status
}

test('a token carries the scopes of its key, or fewer where the request names some', async () => {
  const whole = await tokenFor('sk_test_all')
  expect(whole.scope.split(' ')).toContain('lake:read')
  expect(await statusWith(whole.access_token, '/v1/jobs')).toBe(200)
  const narrow = await tokenFor('sk_test_all', 'insights:read')
  expect(narrow.scope).toBe('insights:read')
  expect(await statusWith(narrow.access_token, '/v1/accuracy')).toBe(200)
  expect(await statusWith(narrow.access_token, '/v1/jobs')).toBe(403)
})

test('a token cannot be given a scope that its key lacks', async () => {
  expect((await tokenFor('sk_test_reads', 'insights:read jobs:run')).status).toBe(400)
  expect((await tokenFor('sk_test_reads', 'no:such')).status).toBe(400)
})
