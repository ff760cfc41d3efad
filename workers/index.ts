import { app } from './api/app'

export { MarketObject } from './objects/market-object'

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env>
