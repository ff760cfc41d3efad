/** One attempt to deliver a webhook. */
import type { Services } from '../services'
import type { Delivery } from '../storage/alerting/delivery-rows'
import type { Endpoint } from '../storage/alerting/endpoint-rows'
import { signedHeaders } from './webhook-signature'
import { checkTarget } from './webhook-target'

export const TIMEOUT_MS = 10_000

export type Attempt =
  | { readonly outcome: 'delivered'; readonly status: number }
  | { readonly outcome: 'gone'; readonly status: number }
  | { readonly outcome: 'failed'; readonly status: number | null; readonly error: string }

/** Never throws. A redirect is not followed: it may lead anywhere. */
export async function postWebhook(
  services: Services,
  { url, secrets }: Endpoint,
  { messageId, body }: Pick<Delivery, 'messageId' | 'body'>
): Promise<Attempt> {
  try {
    const target = await checkTarget(url, services)
    if (typeof target === 'string') return { outcome: 'failed', status: null, error: target }
    const response = await fetch(target, {
      method: 'POST',
      headers: signedHeaders(secrets, messageId, body, services.wallNow()),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // An answer may be endless; nothing in it matters.
    await response.body?.cancel()
    const { status } = response
    if (response.ok) return { outcome: 'delivered', status }
    if (status === 410) return { outcome: 'gone', status }
    return { outcome: 'failed', status, error: `answered ${status}` }
  } catch (error) {
    const text = error instanceof Error && error.name === 'TimeoutError' ? TIMED_OUT : String(error)
    return { outcome: 'failed', status: null, error: text }
  }
}

const TIMED_OUT = `no answer within ${TIMEOUT_MS / 1_000} s`
