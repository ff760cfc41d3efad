/**
 * npm run job -- NAME [--at RFC3339] [--state DIR | --url URL --key KEY] [--json]: runs a job now,
 * repeatedly until nothing is left to do, on the server that runs on the state or on one started
 * for it.
 */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { freePort } from './server/free-port'
import { runJob } from './server/job-client'
import { sliceLine } from './server/job-progress'
import { runningServer } from './server/running-server'
import { startServer } from './server/server'

await runCommand(COMMANDS.job, async ({ values, positionals }) => {
  const [name = ''] = positionals
  const stateDir = resolve(values.state)
  const url = values.url ?? runningServer(stateDir)
  const server = url === undefined ? await startServer(await freePort(8_790), stateDir) : undefined
  try {
    const target = { url: url ?? server?.url ?? '', key: values.key }
    const ran = await runJob(target, name, values.at, (total) => console.error(sliceLine(total)))
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
