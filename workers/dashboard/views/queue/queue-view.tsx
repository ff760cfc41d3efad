/** Incidents that need somebody, the most money first, with keys to judge them. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useAnswer, usePage } from '../../client/page-state'
import { onKeys } from '../../frame/key-commands'
import { Await, Empty } from '../../parts/await-answer'
import { queued, stepped } from '../../plain/incident-order'
import { countText } from '../../plain/shown-number'
import { fragmentOf, routeTo } from '../../plain/view-route'
import { AlertList } from '../alerts/alert-list'
import { IncidentDetail } from './incident-detail'
import { IncidentList } from './incident-list'
import { VERDICT_OF_KEY, VERDICTS, type Verdict } from './verdicts'

const REFRESH_MS = 15_000
const MOST = 100

export function QueueView() {
  const page = usePage()
  const selected = useSignal('')
  const isBusy = useSignal(false)
  const answer = useAnswer('/v1/anomalies', { state: 'unresolved', limit: MOST }, REFRESH_MS)
  const incidents = queued(answer.body?.data ?? [])
  const ids = incidents.map(({ id }) => id)
  const current = incidents.find(({ id }) => id === selected.value) ?? incidents[0]

  const judge = async (verdict: Verdict) => {
    if (!current || isBusy.peek()) return
    const next = stepped(ids, current.id, 1)
    isBusy.value = true
    const url = `/v1/anomalies/${encodeURIComponent(current.id)}:${verdict}`
    const reply = await page.send({ method: 'POST', url })
    isBusy.value = false
    page.notice.value = reply.ok
      ? `${VERDICTS[verdict].done}: ${current.markets.join(', ')}.`
      : reply.refusal.detail
    if (!reply.ok) return
    selected.value = next
    await page.answers.refresh((each) => each.startsWith('/v1/anomalies'))
  }
  useEffect(
    () =>
      onKeys((chord) => {
        const verdict = VERDICT_OF_KEY[chord]
        const step = { j: 1, k: -1 }[chord]
        if (step !== undefined) selected.value = stepped(ids, current?.id ?? '', step)
        else if (verdict) void judge(verdict)
        else return false
        return true
      }),
    [ids.join(), current?.id]
  )
  const open = incidents.filter(({ state }) => state === 'open').length
  return (
    <>
      <header class="view-head">
        <div>
          <h1>Work queue</h1>
          <p>
            {answer.body
              ? `${countText(open, 'incident')} open, the most money first.`
              : 'Incidents that need somebody.'}{' '}
            <kbd>j</kbd> <kbd>k</kbd> choose, <kbd>a</kbd> acknowledge, <kbd>s</kbd> suppress,{' '}
            <kbd>c</kbd> confirm.
          </p>
        </div>
      </header>
      <div class="grid">
        <Await answer={answer} lines={10}>
          {() =>
            current ? (
              <>
                <IncidentList
                  incidents={incidents}
                  current={current.id}
                  onPick={(id) => {
                    selected.value = id
                  }}
                />
                <IncidentDetail
                  incident={current}
                  isBusy={isBusy.value}
                  onVerdict={(verdict) => void judge(verdict)}
                />
              </>
            ) : (
              <div class="span-6">
                <Empty>
                  <strong>Nothing needs you.</strong>
                  <p>
                    The scan found no incident in this account. A raised alert below may still be
                    worth a look; rules are set in{' '}
                    <a href={fragmentOf(routeTo('alerts'))}>Alerts</a>.
                  </p>
                </Empty>
              </div>
            )
          }
        </Await>
        <AlertList title="Alerts of rules" />
      </div>
    </>
  )
}
