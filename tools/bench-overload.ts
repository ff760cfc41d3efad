/**
 * npm run bench:overload [-- --places N --rounds N --json]: bursts of five times as many reads as an
 * isolate has places, beside a steady load that fills the places. Fails when an admitted read waits more than
 * three times as long at p99, or one has no answer.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { burst, quantileOf, steady } from './bench/overload-run'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { modelsOpened } from './generate/models-opened'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

const TIMES = 5
const MOST_SLOWER = 3
const WARM_SECONDS = 2
const STEADY_SECONDS = 4
const PATH = '/v1/markets/LIS-JFK/features?departure_date=2027-06-01&currency=EUR'

await runCommand(COMMANDS['bench:overload'], async ({ values }) => {
  const places = Number(values.places)
  const state = await mkdtemp(join(tmpdir(), 'fareline-overload-'))
  const settings = { MOST_IN_FLIGHT: String(places), DECISION_SAMPLE_RATE: '0' }
  const server = await startServer(await freePort(8_970), state, undefined, settings)
  try {
    await modelsOpened(server.url)
    const target = { url: server.url, key: SANDBOX_KEY }
    await steady(target, PATH, places, WARM_SECONDS)
    const normal = await steady(target, PATH, places, STEADY_SECONDS)
    const all = { admitted: [] as number[], refused: [] as number[], failed: 0, silent: 0 }
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const each = await burst(target, PATH, TIMES * places)
      all.admitted.push(...each.admitted)
      all.refused.push(...each.refused)
      all.failed += each.failed
      all.silent += each.silent
    }
    const figures = {
      places,
      normal_p99_ms: quantileOf(normal, 0.99),
      admitted: all.admitted.length,
      admitted_p99_ms: quantileOf(all.admitted, 0.99),
      refused: all.refused.length,
      refused_p99_ms: quantileOf(all.refused, 0.99),
      without_retry_after: all.silent,
      failed: all.failed,
    }
    if (values.json) console.log(JSON.stringify(figures))
    else console.log(textTable(['what', 'value'], Object.entries(figures).map(shown)))
    const isSlow = figures.admitted_p99_ms > MOST_SLOWER * figures.normal_p99_ms
    return isSlow || all.failed > 0 || all.silent > 0 ? 1 : 0
  } finally {
    await server.stop()
    await rm(state, { recursive: true, force: true })
  }
})

function shown([name, value]: readonly [string, number]): string[] {
  return [name.replaceAll('_', ' '), Number.isInteger(value) ? String(value) : value.toFixed(1)]
}
