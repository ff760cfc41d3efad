/**
 * npm run learn-advice -- --data DIR [--rows DIR] [--seed N] [--json]: waiting, learned by value
 * iteration on the low-cost panel's own past and walked forward week by week, beside buying now.
 */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { openJob } from './training/kit/job'
import { keepRows, rowsKey } from './training/kit/kept-rows'
import { metricTable } from './training/kit/metric-table'
import { readPanel, WIZZ } from './training/kit/panels'
import { rowFiles } from './training/kit/parquet-rows'
import { evaluateInPython } from './training/kit/python-fit'
import { writeOutlookRows } from './training/outlook/outlook-panel-rows'

/** Questions of the last eight weeks; what is earlier is learned from. */
const DATES = { first: '2016-01-21', last: '2016-03-19' }

const COLUMNS = [
  { name: 'of_clairvoyant', title: 'of clairvoyant', as: 'share' },
  { name: 'of_clairvoyant_low', title: 'from', as: 'share' },
  { name: 'of_clairvoyant_high', title: 'to', as: 'share' },
  { name: 'saving', title: 'saving', as: 'share' },
  { name: 'possible', title: 'possible', as: 'share' },
  { name: 'waited', title: 'waited', as: 'share' },
  { name: 'worse_off', title: 'worse off', as: 'share' },
  { name: 'cvar95_regret', title: 'CVaR95 of regret', as: 'share' },
  { name: 'saving_friction_5', title: 'saving, 5 a day', as: 'share' },
  { name: 'saving_friction_10', title: '10 a day', as: 'share' },
] as const

await runCommand(COMMANDS['learn-advice'], async ({ values }) => {
  const { job, steps, close } = await openJob(values, [{ files: [WIZZ.file] }], 1)
  const metrics = await steps.run('walking the panel forward', async () => {
    const files = rowFiles(job.folder, 'advice')
    await keepRows(files, rowsKey(job, [WIZZ.file], 'advice'), job.say, async () => {
      job.say(`replaying ${WIZZ.file} into ${files.rows}`)
      const events = await readPanel(job.data, WIZZ)
      await writeOutlookRows([{ data: WIZZ.data, events: () => events }], files, job.row)
    })
    return evaluateInPython(job, 'advice', files, DATES)
  })
  close()
  if (values.json) console.log(JSON.stringify({ seed: job.seed, metrics }))
  else console.log(metricTable(metrics, COLUMNS))
  return 0
})
