import { describe, expect, it } from 'vitest'
import { requestJson, urlOf } from '../../../../workers/dashboard/client/api-request'

const answering = (body: string, status = 200) => {
  const seen: Request[] = []
  const send = async (url: string | URL | Request, init?: RequestInit) => {
    seen.push(new Request(new URL(String(url), 'http://fareline.test'), init))
    return new Response(body, { status })
  }
  return { send: send as typeof fetch, seen }
}

describe('a request of the page', () => {
  it('carries the key and a JSON body', async () => {
    const { send, seen } = answering('{"data":[]}')
    const reply = await requestJson(send, 'sk_test_x', {
      method: 'POST',
      url: '/v1/offers:rank',
      body: { a: 1 },
    })
    expect(reply).toEqual({ ok: true, body: { data: [] } })
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer sk_test_x')
    expect(await seen[0]?.json()).toEqual({ a: 1 })
  })

  it('returns a problem as a value', async () => {
    const problem = {
      code: 'forbidden',
      title: 'Not permitted',
      detail: 'This API key lacks the scope "lake:read".',
    }
    const { send } = answering(JSON.stringify(problem), 403)
    expect(await requestJson(send, 'k', { url: '/v1/jobs' })).toEqual({
      ok: false,
      refusal: { status: 403, ...problem },
    })
  })

  it('states something useful where the answer is no problem, or there is none', async () => {
    const { send } = answering('<html>', 502)
    expect(await requestJson(send, 'k', { url: '/' })).toMatchObject({
      ok: false,
      refusal: { status: 502, code: 'http-502' },
    })
    const away = (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof fetch
    expect(await requestJson(away, undefined, { url: '/' })).toMatchObject({
      refusal: { status: 0, code: 'unreachable', detail: 'Failed to fetch' },
    })
  })
})

describe('an URL of the API', () => {
  it('has its path filled and empty values left out', () => {
    expect(
      urlOf('/v1/markets/{market}/competitors', { market: 'LIS/JFK', own: 'TP', from: '' })
    ).toBe('/v1/markets/LIS%2FJFK/competitors?own=TP')
    expect(urlOf('/v1/alerts')).toBe('/v1/alerts')
  })
})
