/** npm run serve -- --port N --state DIR [--set NAME=VALUE]: the Worker alone, until SIGTERM or SIGINT. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { modelsOpened } from './generate/models-opened'
import { startServer } from './server/server'
import { readSettings } from './server/settings'
import { stopSignal } from './server/stop-signal'

const HELP = `npm run serve -- [--port N] [--state DIR] [--set NAME=VALUE]...

  --port N          port to listen on (8787)
  --state DIR       folder of all data (.fareline)
  --set NAME=VALUE  a setting under [vars] of wrangler.toml, such as LAND_REQUESTS=false, which is
                    what production has; may be given several times

Prints "ready http://127.0.0.1:N" when it can answer.`

await command(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      state: { type: 'string', default: '.fareline' },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port must be a whole number from 1 to 65535, is "${values.port}"`)
  }

  const stopping = stopSignal()
  const server = await startServer(port, resolve(values.state), undefined, readSettings(values.set))
  await modelsOpened(server.url)
  console.log(`ready ${server.url}`)
  await Promise.race([stopping, server.exited])
  return server.stop()
})
