/** npm run serve -- --port N --state DIR [--set NAME=VALUE]: the Worker alone, until SIGTERM or SIGINT. */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { modelsOpened } from './generate/models-opened'
import { startServer } from './server/server'
import { readSettings } from './server/settings'
import { stopSignal } from './server/stop-signal'

await runCommand(COMMANDS.serve, async ({ values }) => {
  const stopping = stopSignal()
  const server = await startServer(
    Number(values.port),
    resolve(values.state),
    undefined,
    readSettings(values.set ?? [])
  )
  await modelsOpened(server.url)
  console.log(`ready ${server.url}`)
  await Promise.race([stopping, server.exited])
  return server.stop()
})
