/**
 * npm run simulate -- --seed 1 --markets 200 --days 120 --out DIR [--json]: a simulated market as files:
 * `events.ndjson.gz` for `npm run replay -- --format events`, `panel.csv.gz` for `--format panel`, and
 * the truth as Parquet in `truth/`. With --compare --data DIR it prints real panels beside simulated ones.
 */
import { parseArgs } from 'node:util'
import { IsoDay } from '../models/airline/calendar'
import { command } from './command/command'
import { textTable } from './command/text-table'
import { comparePanels } from './simulate/simulate-compare'
import { writeSimulation } from './simulate/simulate-files'

const USAGE =
  'npm run simulate -- --out DIR [--seed 1 --markets 200 --days 120 --from 2026-07-01 --horizon 120 --faults 0.3 --panel --json], or --compare --data DIR [--seed 1 --json]'

await command(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      markets: { type: 'string', default: '200' },
      days: { type: 'string', default: '120' },
      from: { type: 'string', default: '2026-07-01' },
      horizon: { type: 'string', default: '120' },
      faults: { type: 'string', default: '0.3' },
      panel: { type: 'boolean', default: false },
      out: { type: 'string' },
      compare: { type: 'boolean', default: false },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const seed = Number(values.seed)
  if (values.compare) {
    if (!values.data) throw new Error(USAGE)
    const rows = await comparePanels(values.data, seed)
    console.log(values.json ? JSON.stringify(rows) : compared(rows))
    return 0
  }
  if (!values.out) throw new Error(USAGE)
  const summary = await writeSimulation(values.out, {
    seed,
    markets: Number(values.markets),
    days: Number(values.days),
    from: IsoDay.parse(values.from),
    horizonDays: Number(values.horizon),
    faultsPerMonth: Number(values.faults),
    detail: values.panel ? 'panel' : 'events',
  })
  console.log(
    values.json ? JSON.stringify(summary) : textTable(['what', 'count'], Object.entries(summary))
  )
  return 0
})

function compared(rows: Awaited<ReturnType<typeof comparePanels>>): string {
  return textTable(
    ['panel', 'figure', 'real', 'simulated'],
    rows.map(({ panel, figure, real, simulated }) => [
      panel,
      figure,
      Number(real.toFixed(3)),
      Number(simulated.toFixed(3)),
    ])
  )
}
