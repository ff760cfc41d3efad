/** A receiver of webhooks that behaves as its path says, and endpoints that point there. */
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'
import { createSecret } from '../../workers/notify/webhook-signature'
import { changeAlerts } from '../../workers/storage/alerting/alert-rows'
import { addEndpoint, type Endpoint } from '../../workers/storage/alerting/endpoint-rows'
import { services } from './lake'
import { TEST } from './scopes'

export const ORIGIN = 'http://127.0.0.1:9'
export const wired = { ...services, webhookOrigins: [ORIGIN] }

export type Received = {
  readonly path: string
  readonly id: string
  readonly body: string
  readonly headers: Record<string, string>
}

export async function emptyWebhooks(): Promise<void> {
  for (const table of [
    'alerts',
    'alert_rules',
    'webhook_endpoints',
    'webhook_deliveries',
    'leases',
  ]) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
}

/** `answer` decides by path and by how often the message came before. */
export function receiver(
  answer: (path: string, before: number, signal: AbortSignal | null) => Response | Promise<Response>
): Received[] {
  const received: Received[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init as RequestInit)
    const { pathname } = new URL(request.url)
    const id = request.headers.get('webhook-id') ?? ''
    const before = received.filter((each) => each.id === id && each.path === pathname).length
    const body = await request.text()
    received.push({ path: pathname, id, body, headers: Object.fromEntries(request.headers) })
    return answer(pathname, before, init?.signal ?? null)
  })
  return received
}

export async function anEndpoint(path: string, changes: Partial<Endpoint> = {}): Promise<Endpoint> {
  const endpoint = {
    id: `whe${path.replace('/', '_')}`,
    scope: TEST,
    url: `${ORIGIN}${path}`,
    description: '',
    kinds: [],
    secrets: [{ secret: createSecret(), expiresAt: null }],
    disabledReason: null,
    createdAt: 0,
    lastDeliveredAt: null,
    ...changes,
  }
  await addEndpoint(services.db, endpoint)
  return endpoint
}

export async function raise(subjects: readonly string[], at: number, kind = 'test'): Promise<void> {
  const watched = subjects.map((subject) => ({
    subject,
    isRaised: true,
    detail: `${subject} is up`,
  }))
  await changeAlerts(services.db, TEST, kind, watched, at)
}

/** The message, when its signature is good. */
export function verified({ secrets }: Endpoint, { body, headers }: Received): unknown {
  return new Webhook(secrets[0]?.secret ?? '').verify(body, headers)
}
