/**
 * npm run quarantine -- --data DIR [--only NAME] [--forest] [--seed N] [--json]: real panels and the simulator
 * through the gate of the market and the watch of feeds, both judged at the event. Prints how many true
 * offers are kept in quarantine, how many injected faults are found, and the false incidents.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FAULT_KINDS } from '../pipelines/simulator/pricing/truth'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'
import { type ForestFigures, forestFigures } from './quarantine/forest-figures'
import { DETECTORS, type PanelFigures, panelFigures, pooled } from './quarantine/panel-figures'
import { type AnomalyData, PANELS, readPanelData } from './training/anomaly/anomaly-data'
import { openAnomaly } from './training/anomaly/anomaly-rows'

const ARTIFACTS = 'models/artifacts/anomaly'

type Panel = (typeof PANELS)[number]

await runCommand(COMMANDS.quarantine, async ({ values }) => {
  const folder = values.data ?? process.env.DATA_DIR
  if (!folder) throw new Misuse('--data: name the folder of the panels, or set DATA_DIR')
  const only = values.only
  if (only !== undefined && !PANELS.some((name) => name === only)) {
    throw new Misuse(`--only must be one of ${PANELS.join(', ')}, not "${only}"`)
  }
  const seed = Number(values.seed)
  const say = (text: string) => console.error(text)
  const panels = PANELS.filter((name) => only === undefined || name === only)
  const read = (name: Panel) => readPanelData(name, folder, seed)
  if (values.forest) {
    const rows = await forestRows(panels, read, { seed, say })
    console.log(values.json ? JSON.stringify({ seed, forest: rows }) : forestTable(rows))
    return 0
  }
  const figures: PanelFigures[] = []
  for (const name of panels) figures.push(panelFigures(await read(name), { seed, say }))
  console.log(values.json ? JSON.stringify({ seed, panels: figures }) : tableOf(figures))
  return 0
})

async function forestRows(
  panels: readonly Panel[],
  read: (name: Panel) => Promise<AnomalyData>,
  options: { readonly seed: number; readonly say: (text: string) => void }
): Promise<ForestFigures[]> {
  const stored: unknown = JSON.parse(readFileSync(join(ARTIFACTS, 'champion.json'), 'utf8'))
  const { version } = z.object({ version: z.string() }).parse(stored)
  const forest = openAnomaly(join(ARTIFACTS, version))
  const rows: ForestFigures[] = []
  for (const name of panels) rows.push(await forestFigures(await read(name), forest, options))
  return rows
}

function forestTable(figures: readonly ForestFigures[]): string {
  const heads = [
    'panel',
    'offers',
    'kept by gate',
    'forest may keep',
    'strength',
    'gate',
    'gate + forest',
  ]
  const rows = figures.map((each) => [
    ...[each.data, each.offers, each.gateKept, each.mayKeep, each.strength.toFixed(2)],
    `${percent(each.foundByGate / each.faults, 1)} of ${each.faults}`,
    `${percent(each.foundByBoth / each.faults, 1)} of ${each.faults}`,
  ])
  return textTable(heads, rows)
}

function tableOf(figures: readonly PanelFigures[]): string {
  const heads = ['panel', 'offers', 'quarantined', 'decided by', 'recall', 'false / month']
  const rows = [...figures, ...allOf(figures)].flatMap((panel) =>
    DETECTORS.map((detector) => {
      const { faults, found, byKind, falseIncidents } = panel.detectors[detector]
      return [
        `${panel.data} (${panel.months.toFixed(0)} market-months)`,
        String(panel.offers),
        percent(panel.quarantined / panel.offers, 3),
        detector,
        `${percent(found / faults, 1)} of ${faults}`,
        falseIncidents.toFixed(2),
        ...FAULT_KINDS.map((kind) => `${byKind[kind]?.found ?? 0}/${byKind[kind]?.faults ?? 0}`),
      ]
    })
  )
  return textTable([...heads, ...FAULT_KINDS.map((kind) => kind.replace('_', ' '))], rows)
}

/** All panels together, by market and month; a single panel stands for itself. */
function allOf(figures: readonly PanelFigures[]): PanelFigures[] {
  if (figures.length < 2) return []
  const months = figures.reduce((sum, each) => sum + each.months, 0)
  const detectorOf = (detector: (typeof DETECTORS)[number]) => ({
    ...pooled(figures.map(({ detectors }) => detectors[detector])),
    falseIncidents:
      figures.reduce(
        (sum, each) => sum + each.detectors[detector].falseIncidents * each.months,
        0
      ) / months,
  })
  return [
    {
      data: 'all',
      markets: figures.reduce((sum, { markets }) => sum + markets, 0),
      months,
      offers: figures.reduce((sum, { offers }) => sum + offers, 0),
      quarantined: figures.reduce((sum, { quarantined }) => sum + quarantined, 0),
      detectors: {
        gate: detectorOf('gate'),
        watch: detectorOf('watch'),
        both: detectorOf('both'),
      },
    },
  ]
}

function percent(share: number, digits: number): string {
  return Number.isNaN(share) ? '' : `${(100 * share).toFixed(digits)}%`
}
