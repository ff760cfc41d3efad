import { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './services'

export { MarketObject } from './objects/market-object'

const app = new OpenAPIHono<AppEnv>()
app.get('/health', (c) => c.json({ status: 'ok' }))

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env>
