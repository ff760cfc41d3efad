/** npm run serve -- --port N --state DIR: the Worker alone, until SIGTERM or SIGINT. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { modelsOpened } from './generate/models-opened'
import { startServer } from './server/server'
import { stopSignal } from './server/stop-signal'

await command(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      state: { type: 'string', default: '.fareline' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port must be a whole number from 1 to 65535, is "${values.port}"`)
  }

  const stopping = stopSignal()
  const server = await startServer(port, resolve(values.state))
  await modelsOpened(server.url)
  console.log(`ready ${server.url}`)
  await Promise.race([stopping, server.exited])
  return server.stop()
})
