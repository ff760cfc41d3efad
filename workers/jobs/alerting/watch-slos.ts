/** Raises an alert of the operators while the error budget of an SLO is spent too fast. */
import { readSlos } from '../../observe/read-metrics'
import { changeAlerts } from '../../storage/alerting/alert-rows'
import { defineJob } from '../runs/run-job'
import { OPERATOR_SCOPE } from './watch-jobs'

export const watchSlos = defineJob('watch-slos', undefined, async ({ services, onDemand }) => {
  if (onDemand) return { skipped: 'it watches the work for all accounts, so only a cron runs it' }
  const standings = await readSlos(services)
  const watched = standings.flatMap(({ id, title, objective, budgetLeft, burns }) =>
    burns.map(({ name, priority, factor, long, isBurning }) => ({
      subject: `${id}.${name}`,
      isRaised: isBurning,
      priority,
      detail: isBurning
        ? `${title}: the error budget of ${percent(1 - objective)} is spent at ${long.toFixed(1)} times its rate (limit ${factor}); ${percent(budgetLeft)} of it is left`
        : `${title}: the error budget is spent below ${factor} times its rate again`,
    }))
  )
  const now = services.wallNow()
  const alerts = await changeAlerts(services.db, OPERATOR_SCOPE, 'slo_burn', watched, now)
  const burning = watched.filter(({ isRaised }) => isRaised).length
  return { slos: standings.length, burning, alerts }
})

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
