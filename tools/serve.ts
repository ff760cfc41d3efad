/** npm run serve -- --port N --state DIR [--set NAME=VALUE] [--https]: the Worker alone, until SIGTERM or SIGINT. */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { modelsOpened } from './generate/models-opened'
import { freePort } from './server/free-port'
import { startHttpsFront } from './server/https-front'
import { startServer } from './server/server'
import { readSettings } from './server/settings'
import { stopSignal } from './server/stop-signal'

await runCommand(COMMANDS.serve, async ({ values }) => {
  const stopping = stopSignal()
  const [port, state] = [Number(values.port), resolve(values.state)]
  const workerPort = values.https ? await freePort(port + 1) : port
  const server = await startServer(workerPort, state, undefined, readSettings(values.set ?? []))
  await modelsOpened(server.url)
  const front = values.https ? await startHttpsFront(port, server.url, state) : undefined
  if (front) console.error(`clients trust this server by ${front.certificate}`)
  console.log(`ready ${front?.url ?? server.url}`)
  await Promise.race([stopping, server.exited])
  await front?.close()
  return server.stop()
})
