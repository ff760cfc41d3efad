/**
 * npm run incidents [-- --seed N --markets N --days N --faults F --data DIR --json]: simulated days through
 * the gate and the watch, as the job follows them, beside the simulator's truth; with --data also the
 * labelled disruptions of national traffic.
 */
import { FAULT_KINDS } from '../pipelines/simulator/pricing/truth'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import type { IncidentFigures } from './incidents/judge-incidents'
import { type DisruptionFigures, disruptionFigures } from './incidents/open-disruptions'
import { simulatedMonth } from './incidents/simulated-month'

await runCommand(COMMANDS.incidents, async ({ values }) => {
  const options = {
    seed: Number(values.seed),
    markets: Number(values.markets),
    days: Number(values.days),
    faults: Number(values.faults),
  }
  console.error(`${options.markets} markets, ${options.days} days, seed ${options.seed} ...`)
  const simulated = simulatedMonth(options)
  const data = values.data ?? process.env.DATA_DIR
  const disruptions = data === undefined ? undefined : disruptionFigures(data)
  if (values.json) console.log(JSON.stringify({ options, simulated, disruptions }))
  else {
    console.log(simulatedTable(simulated))
    if (disruptions) console.log(`\n${disruptionTable(disruptions)}`)
  }
  return 0
})

function simulatedTable(figures: IncidentFigures): string {
  const rows = FAULT_KINDS.map((kind) => {
    const { faults = 0, found = 0, classed = 0 } = figures.byKind[kind] ?? {}
    return [kind, String(faults), String(found), String(classed)]
  })
  const { faults, found, classed, precision, falseIncidents, incidents, falseClasses } = figures
  rows.push(['all', String(faults), String(found), String(classed)])
  const wrong = Object.entries(falseClasses).map(([name, count]) => `${count} ${name}`)
  return [
    textTable(['fault', 'injected', 'found', 'class right'], rows),
    `recall ${percent(found / faults)}, precision ${percent(precision)} of ${incidents} incidents by market, ` +
      `${falseIncidents.toFixed(2)} false a market and month${wrong.length > 0 ? ` (${wrong.join(', ')})` : ''}`,
  ].join('\n')
}

function disruptionTable({ events, falsePer60, observations }: DisruptionFigures): string {
  const rows = events.map(({ label, incidents, delay }) => [
    label,
    String(incidents),
    delay === undefined ? 'not found' : `observation ${delay + 1}`,
  ])
  return [
    textTable(['labelled disruption', 'incidents', 'found at'], rows),
    `${falsePer60.labelled.toFixed(2)} unlabelled incidents over 60 observations since the first label, ` +
      `${falsePer60.all.toFixed(2)} over all ${observations}`,
  ].join('\n')
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'unknown' : `${(100 * share).toFixed(1)} %`
}
