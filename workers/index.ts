import { app } from './api/app'
import { consumeQueue } from './ingest/consume-queue'
import { runCron } from './jobs/schedule'
import { connect } from './services'

export { MarketObject } from './objects/market-object'

export default {
  fetch: app.fetch,
  queue: (batch, env, ctx) =>
    consumeQueue(
      batch,
      connect(env, Date.now(), (work) => ctx.waitUntil(work), ctx.cache)
    ),
  scheduled: ({ cron, scheduledTime }, env, ctx) =>
    runCron(
      cron,
      connect(env, Date.now(), (work) => ctx.waitUntil(work)),
      scheduledTime
    ),
} satisfies ExportedHandler<Env>
