/**
 * npm run job -- NAME [--at RFC3339] [--state DIR | --url URL --key KEY] [--json]: runs a job now,
 * again and again until nothing is left to do. Through the server that runs on the state, or one
 * started for it.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { textTable } from './command/text-table'
import { freePort } from './server/free-port'
import { runJob } from './server/job-client'
import { SANDBOX_KEY } from './server/local-state'
import { runningServer } from './server/running-server'
import { startServer } from './server/server'

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      state: { type: 'string', default: '.fareline' },
      url: { type: 'string' },
      key: { type: 'string', default: SANDBOX_KEY },
      json: { type: 'boolean', default: false },
    },
  })
  const [name] = positionals
  if (name === undefined) throw new Error('Name a job: npm run job -- compact-lake')
  const stateDir = resolve(values.state)
  const url = values.url ?? runningServer(stateDir)
  const server = url === undefined ? await startServer(await freePort(8_790), stateDir) : undefined
  try {
    const target = { url: url ?? server?.url ?? '', key: values.key }
    const ran = await runJob(target, name, values.at)
    if (values.json) console.log(JSON.stringify(ran))
    else {
      const { report, ...about } = ran
      const rows = Object.entries({ ...about, ...report })
      console.log(textTable(['what', 'value'], rows))
    }
    return ran.report.failed ? 1 : 0
  } finally {
    await server?.stop()
  }
})
