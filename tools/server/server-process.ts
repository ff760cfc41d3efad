/**
 * The process behind `startServer`: PORT STATE_DIR. Stops on a message from its parent, or when the
 * parent has ended.
 */
import { once } from 'node:events'
import { command } from '../command/command'
import { readCounting } from '../counting/counting'
import { startLocalWorker } from './local-worker'
import type { Ready } from './server'

await command(async () => {
  const [port, stateDir = ''] = process.argv.slice(2)
  const worker = await startLocalWorker(Number(port), stateDir, readCounting(process.env))

  // Miniflare and wrangler leave listeners that would end the process at once.
  for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal)
  const stopping = Promise.race(
    ['SIGTERM', 'SIGINT', 'disconnect'].map((event) => once(process, event))
  )
  const { url, bundle, buildMs, startMs } = worker
  process.send?.({ url, bundle, buildMs, startMs } satisfies Ready)
  await stopping
  await worker.stop()
  return 0
})
