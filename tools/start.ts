/** npm start: the whole system on one port, with a sample of searches. */
import { resolve } from 'node:path'
import { dayNumber, dayOf, utcDay } from '../models/airline/calendar'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { progressBar } from './command/progress'
import { modelsOpened } from './generate/models-opened'
import { addSampleRule, runSampleJobs } from './jobs/sample-jobs'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { feed, unfed } from './server/sample'
import { loadSandboxRates } from './server/sandbox-rates'
import { type Server, startServer } from './server/server'
import { stopSignal } from './server/stop-signal'

await runCommand(COMMANDS.start, async ({ values }) => {
  const stateDir = resolve(values.state)
  const stopping = stopSignal()
  console.log('Building and starting the Worker ...')
  const server = await startServer(await freePort(Number(values.port)), stateDir)
  const feeding = feedAndTell(server, stateDir, Date.now())
  await Promise.race([stopping, server.exited, feeding.then(() => stopping)])
  console.log('\nStopping once the events in the queue are counted ...')
  return server.stop()
})

async function feedAndTell(server: Server, stateDir: string, now: number): Promise<void> {
  const target = { url: server.url, key: SANDBOX_KEY }
  // Before the searches: a fare in another currency is converted when it is counted.
  await loadSandboxRates(target, now)
  const events = unfed(stateDir, now)
  if (events.length > 0) {
    const progress = progressBar('Feeding simulated searches', events.length)
    await feed(target, stateDir, events, now, progress)
    progress.end()
    await addSampleRule(target, now)
  }
  await modelsOpened(server.url)
  const departure = dayOf(dayNumber(utcDay(now)) + 14)
  const header = `-H 'Authorization: Bearer ${SANDBOX_KEY}'`
  const trip = `departure_date=${departure}&currency=EUR`
  console.log(`
Fareline answers on ${server.url} (reference: ${server.url}/docs). Try:

curl -s ${header} '${server.url}/v1/price-insights?origin=LIS&destination=JFK&${trip}&price=420'
curl -s ${header} '${server.url}/v1/markets/LIS-JFK/features?${trip}'
curl -s ${header} '${server.url}/v1/indices?scope=market:LIS-JFK'
curl -s ${header} '${server.url}/v1/trends/destinations?limit=5'
curl -s ${header} '${server.url}/v1/demand-forecasts?origin=LIS&destination=JFK'
curl -s ${header} '${server.url}/v1/anomalies?state=unresolved'
curl -s ${header} '${server.url}/v1/alerts'

State is kept in ${stateDir}. Ctrl-C stops.`)
  if (events.length === 0) return
  console.log('\nAggregating the sample for indices, trends, demand and incidents ...')
  await runSampleJobs(target)
  console.log('Indices, trends, demand and incidents answer.')
}
