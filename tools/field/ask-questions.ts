/** The part of a case that needs a running instance: sends its events, then its questions. */
import type { ExpectedCase } from './expected-cases'

const PATIENCE_MS = 30_000
const PAUSE_MS = 500

export type Server = { readonly url: string; readonly key: string }

/**
 * Returns the differences from the expected answers; events are counted some seconds after they are
 * sent.
 */
export async function askQuestions(
  body: string | undefined,
  { now, questions }: ExpectedCase,
  { url, key }: Server
): Promise<readonly string[]> {
  const headers = {
    authorization: `Bearer ${key}`,
    'fareline-now': now,
    'content-type': 'application/json',
  }
  if (body !== undefined) {
    const sent = await fetch(new URL('/v1/events', url), { method: 'POST', headers, body })
    if (!sent.ok) return [`POST /v1/events answered ${sent.status}: ${await sent.text()}`]
  }
  const wrong: string[] = []
  const until = Date.now() + PATIENCE_MS
  for (const { path, status, has } of questions) {
    for (;;) {
      const response = await fetch(new URL(path, url), { headers })
      const text = await response.text()
      if (response.status === status && text.includes(has)) break
      if (Date.now() > until || body === undefined) {
        wrong.push(`${path} answered ${response.status}: ${text.slice(0, 300)}`)
        break
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return wrong
}
