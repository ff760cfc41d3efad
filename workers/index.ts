import { app } from './api/app'
import { consumeQueue } from './ingest/consume-queue'
import { runCron } from './jobs/schedule'
import { connect } from './services'

export { KeyMeter } from './objects/key-meter'
export { MarketObject } from './objects/market-object'

export default {
  fetch: app.fetch,
  queue: (batch, env, ctx) =>
    consumeQueue(
      batch,
      connect(env, {
        route: `queue ${batch.queue}`,
        defer: (work) => ctx.waitUntil(work),
        cache: ctx.cache,
      })
    ),
  scheduled: ({ cron, scheduledTime }, env, ctx) =>
    runCron(
      cron,
      connect(env, { route: `cron ${cron}`, defer: (work) => ctx.waitUntil(work) }),
      scheduledTime
    ),
} satisfies ExportedHandler<Env>
