/**
 * npm run fuzz -- --requests N [--seed S] [--first K] [--json]: seeded requests to every operation of
 * openapi.json on a server of its own. Fails on a 5xx, a hang, or an answer that costs more than its
 * request may; --first K --requests 1 repeats one.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childrenCpuMs } from './bench/cpu-time'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { progressBar } from './command/progress'
import { textTable } from './command/text-table'
import { readContract } from './fuzz/contract'
import { type FuzzReport, fuzz } from './fuzz/fuzz-run'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

const SHOWN = 20

await runCommand(COMMANDS.fuzz, async ({ values }) => {
  const contract = readContract(
    JSON.parse(await readFile(join(import.meta.dirname, '../openapi.json'), 'utf8'))
  )
  const requests = Number(values.requests)
  const state = await mkdtemp(join(tmpdir(), 'fareline-fuzz-'))
  const server = await startServer(await freePort(8_990), state)
  const progress = progressBar('Fuzzing', requests)
  try {
    const before = childrenCpuMs(server.pid) ?? Number.NaN
    const report = await fuzz(contract, {
      url: server.url,
      key: SANDBOX_KEY,
      seed: Number(values.seed),
      first: Number(values.first),
      requests,
      onProgress: (done) => progress.at(done),
    })
    progress.end()
    const cpuMs = (childrenCpuMs(server.pid) ?? Number.NaN) - before
    print(report, cpuMs, values.json)
    return report.findings.length === 0 ? 0 : 1
  } finally {
    await server.stop()
    await rm(state, { recursive: true, force: true })
  }
})

function print(report: FuzzReport, cpuMs: number, json: boolean): void {
  const { requests, findings, operations } = report
  const rows = operations.map((cost) => ({
    ...cost,
    statuses: Object.fromEntries([...cost.statuses].sort()),
  }))
  if (json) {
    console.log(JSON.stringify({ requests, cpu_ms: cpuMs, findings, operations: rows }))
    return
  }
  console.log(
    textTable(
      ['operation', 'requests', 'statuses', 'worst ms', 'ms/kB', 'bytes', 'bytes/byte'],
      rows.map((cost) => [
        cost.operation,
        cost.requests,
        Object.entries(cost.statuses)
          .map(([group, count]) => `${group} ${count}`)
          .join(', '),
        cost.worstMs.toFixed(0),
        cost.worstMsPerKb.toFixed(1),
        cost.worstBytes,
        cost.worstBytesPerByte.toFixed(1),
      ])
    )
  )
  console.log(
    `\n${requests} requests, ${findings.length} findings; CPU of the server ${(cpuMs / requests).toFixed(1)} ms a request`
  )
  for (const { number, operation, what } of findings.slice(0, SHOWN)) {
    console.log(`request ${number}, ${operation}: ${what}`)
  }
}
