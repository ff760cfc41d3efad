/** The public face of the client: calls, pages, problems and webhooks. */
export {
  createFareline,
  type Fareline,
  type FarelineOptions,
  items,
  type Page,
  unwrap,
} from './client.js'
export { FarelineProblem, type ProblemBody } from './problem.js'
export type { RetryOptions } from './retry.js'
export type { components, operations, paths } from './schema.generated.js'
export { verifyWebhook, WebhookVerificationError } from './webhook.js'
