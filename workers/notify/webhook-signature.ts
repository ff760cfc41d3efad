/** Headers of the Standard Webhooks specification. */
import { Webhook } from 'standardwebhooks'
import type { Endpoint } from '../storage/alerting/endpoint-rows'

const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** Random; the receiver verifies with it. */
export function createSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  return `${PREFIX}${btoa(String.fromCharCode(...bytes))}`
}

/** Signed by every secret that is still valid, so that a rotation leaves no gap. */
export function signedHeaders(
  secrets: Endpoint['secrets'],
  messageId: string,
  body: string,
  now: number
): Record<string, string> {
  const at = new Date(now)
  const signatures = secrets
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ secret }) => new Webhook(secret).sign(messageId, at, body))
  return {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}
