/**
 * npm run drill -- restore [--markets N] [--events N] [--json]: loses all but the bucket of a server,
 * restores it, and measures the time (goal: an hour for 1,000 markets) and what is lost (5 minutes).
 */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { textTable } from './command/text-table'
import { type Drill, drillRestore } from './drill/drill-restore'

const GOAL_MINUTES = 60
/** Backups are made by a cron of five minutes. */
const GOAL_SECONDS = 300

await runCommand(COMMANDS.drill, async ({ values, positionals: [action] }) => {
  if (action !== 'restore') throw new Misuse('The drill must be restore')
  const drill = await drillRestore(Number(values.markets), Number(values.events), console.error)
  if (values.json) console.log(JSON.stringify(drill))
  else console.log(textTable(['what', 'value', 'goal'], rowsOf(drill)))
  const isGood =
    drill.differing === 0 &&
    drill.lostEvents === 0 &&
    drill.minutesFor1000 < GOAL_MINUTES &&
    drill.lostSeconds < GOAL_SECONDS
  return isGood ? 0 : 1
})

function rowsOf({ markets, events, rowsRestored, seconds, ...rest }: Drill): string[][] {
  const text = (value: number) => `${value.toFixed(1)} s`
  return [
    ['markets, events', `${markets}, ${events}`, ''],
    ['start of a server, its migrations', text(seconds.start), ''],
    [`database from the backup, ${rowsRestored} rows`, text(seconds.database), ''],
    ['markets from raw', text(seconds.rebuild), ''],
    ['RTO: until all answers are as before', text(seconds.total), ''],
    ['RTO of 1,000 markets at this rate', `${rest.minutesFor1000.toFixed(1)} min`, '< 60 min'],
    ['RPO: age of the backup of the database', text(rest.lostSeconds), '< 300 s'],
    ['RPO: acknowledged events lost', String(rest.lostEvents), '0'],
    ['markets that differ', String(rest.differing), '0'],
  ]
}
