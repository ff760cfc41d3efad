/**
 * npm run recalibration -- --data DIR [--panel wizz|arn_fra] [--markets N] [--json]: the shipped outlook
 * on a real panel, its own values beside those corrected by what was settled before, walked forward.
 */
import { readFileSync } from 'node:fs'
import { outlook } from '../models/outlook/hosted-outlook'
import { DeploymentPlan } from '../models/runtime/deployment-plan'
import { outlookRows } from '../pipelines/training/outlook/outlook-training-rows'
import { walkRecalibration } from './accuracy/walk-recalibration'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'
import { openFitted } from './training/kit/open-fitted'
import { ARN_FRA, readPanel, WIZZ } from './training/kit/panels'

const FOLDER = 'models/artifacts/outlook'

await runCommand(COMMANDS.recalibration, async ({ values }) => {
  const panel = [WIZZ, ARN_FRA].find(({ data }) => data === values.panel)
  if (!panel) throw new Misuse(`--panel: "${values.panel}" is no panel; there are wizz and arn_fra`)
  const data = values.data ?? process.env.DATA_DIR
  if (!data) throw new Misuse(`--data: name the folder that holds ${panel.file}`)
  const plan = DeploymentPlan.parse(JSON.parse(readFileSync(`${FOLDER}/champion.json`, 'utf8')))
  const model = outlook.serve(openFitted(`${FOLDER}/${plan.version}`))
  console.error(`reading ${panel.file}`)
  const events = await readPanel(data, panel)
  const markets = new Set(
    [...new Set(events.map(({ market }) => market))].slice(0, Number(values.markets))
  )
  const rows = [...outlookRows(events.filter(({ market }) => markets.has(market)))]
  console.error(`forecasting from ${rows.length} observed days of departures`)
  const figures = await walkRecalibration(rows, model)
  if (values.json) {
    console.log(JSON.stringify({ panel: panel.data, model: model.name, figures }))
    return 0
  }
  const share = (value: number) => `${(value * 100).toFixed(1)} %`
  console.log(
    textTable(
      ['days ahead', 'n', 'last price', 'model', 'corrected', '80 % covers', 'corrected'],
      figures.map((each) => [
        ...[each.horizonDays, each.n, share(each.lastPrice), share(each.model)],
        ...[share(each.corrected), share(each.modelCovers), share(each.correctedCovers)],
      ])
    )
  )
  return 0
})
