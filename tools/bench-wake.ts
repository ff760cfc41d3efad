/**
 * npm run bench:wake [-- --rounds 5 --json]: the CPU time a market object takes to wake: its stored state is
 * read and the longest log is applied again, in Node, with values serialised as storage has them.
 */

import { loadMarket } from '../workers/objects/log-store'
import { machine } from './bench/bench-report'
import { median } from './bench/median'
import { type MarketSize, storedMarket } from './bench/stored-market'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'

const SIZES: readonly (MarketSize & { readonly what: string })[] = [
  { what: 'usual: 180 departures, 30 days', fareGroups: 1, departures: 180, days: 30 },
  { what: 'busy: 2 fare groups of 366 departures', fareGroups: 2, departures: 366, days: 30 },
  { what: 'at its bounds: 8 fare groups', fareGroups: 8, departures: 366, days: 30 },
]
const BUDGET_MS = 60

await runCommand(COMMANDS['bench:wake'], async ({ values }) => {
  const figures = SIZES.map(({ what, ...size }) => {
    const { storage, bytes } = storedMarket(size, Date.now())
    const millis = Array.from({ length: Number(values.rounds) }, () => {
      const began = process.cpuUsage()
      if (!loadMarket(storage)) throw new Error('the market was not stored')
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1_000
    })
    return { what, ...bytes, cpuMs: median(millis), budget: BUDGET_MS }
  })
  if (values.json) console.log(JSON.stringify({ ...machine(), figures }))
  else {
    const rows = figures.map(({ what, chunks, log, cpuMs, budget }) => {
      const kilobytes = [chunks, log].map((bytes) => Math.round(bytes / 1_000))
      return [what, ...kilobytes, Math.round(cpuMs), budget]
    })
    console.log(textTable(['market', 'state kB', 'log kB', 'CPU ms', 'budget ms'], rows))
  }
  return 0
})
