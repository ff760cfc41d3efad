import { Webhook, WebhookVerificationError } from 'standardwebhooks'

export { WebhookVerificationError }

/**
 * Checks a delivery by the Standard Webhooks specification and gives its content.
 *
 * @param body The text as it was received, before any parsing
 * @param secrets Every secret that may have signed: two while one is rotated
 * @throws WebhookVerificationError where no secret fits or the time is off by more than 5 minutes
 */
export function verifyWebhook(
  body: string,
  headers: Headers | Readonly<Record<string, string>>,
  ...secrets: readonly [string, ...string[]]
): unknown {
  const fields = headers instanceof Headers ? Object.fromEntries(headers.entries()) : headers
  let failure: unknown
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, fields)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}
