import { readWriteSwitch } from './admission/write-switch'
import { app } from './api/app'
import { answerWarm } from './api/warm-insight'
import { consumeQueue } from './ingest/consume-queue'
import { runCron } from './jobs/schedule'
import { connect } from './services'

export { KeyMeter } from './objects/key-meter'
export { MarketObject } from './objects/market-object'
export { MetricsObject } from './objects/metrics-object'
export { TravellerObject } from './objects/traveller-object'

export default {
  fetch: (request, env, ctx) => answerWarm(request, env, ctx) ?? app.fetch(request, env, ctx),
  queue: (batch, env, ctx) =>
    consumeQueue(
      batch,
      connect(env, {
        route: `queue ${batch.queue}`,
        defer: (work) => ctx.waitUntil(work),
        cache: ctx.cache,
      })
    ),
  scheduled: async ({ cron, scheduledTime }, env, ctx) => {
    const services = connect(env, { route: `cron ${cron}`, defer: (work) => ctx.waitUntil(work) })
    // A job writes; the next run after the switch is off makes up for this one.
    const isOff = services.readOnly || (await readWriteSwitch(services)) !== undefined
    if (isOff) services.log.info('cron not run: writes are switched off')
    else await runCron(cron, services, scheduledTime)
  },
} satisfies ExportedHandler<Env>
