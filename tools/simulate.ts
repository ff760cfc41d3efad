/**
 * npm run simulate -- --seed 1 --markets 200 --days 120 --out DIR [--json]: a simulated market as files:
 * `events.ndjson.gz` for `npm run replay -- --format events`, `panel.csv.gz` for `--format panel`, and
 * the truth as Parquet in `truth/`. With --compare --data DIR it prints real panels beside simulated ones.
 */
import { IsoDay } from '../models/airline/calendar'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'
import { comparePanels } from './simulate/simulate-compare'
import { writeSimulation } from './simulate/simulate-files'

await runCommand(COMMANDS.simulate, async ({ values }) => {
  const seed = Number(values.seed)
  if (values.compare) {
    if (!values.data)
      throw new Misuse('--data is missing: --compare reads the panels in that folder')
    const rows = await comparePanels(values.data, seed)
    console.log(values.json ? JSON.stringify(rows) : compared(rows))
    return 0
  }
  if (!values.out) throw new Misuse('--out is missing: name the folder to write')
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
