/** Messages that were given up, and sending them again. */
import { useSignal } from '@preact/signals'
import { useAnswer, usePage } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { numberText } from '../../plain/shown-number'

export function LetterPanel() {
  const page = usePage()
  const busy = useSignal('')
  const letters = useAnswer('/v1/dead-letters', { limit: 50 }, 15_000)
  const replay = async (id: string) => {
    busy.value = id
    const url = `/v1/dead-letters/${encodeURIComponent(id)}:replay`
    const reply = await page.send({ method: 'POST', url })
    busy.value = ''
    page.notice.value = reply.ok ? 'Sent again.' : reply.refusal.detail
    await page.answers.refresh((each) => each.startsWith('/v1/dead-letters') || each === '/health')
  }
  return (
    <Panel
      title="Dead letters"
      span={4}
      sentence="Set aside with their reason, nothing lost; replay one once its cause is mended."
    >
      <Await answer={letters}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>None. Everything that was accepted was counted.</Empty>
          ) : (
            <DataTable
              label="Dead letters"
              keyOf={({ id }) => id}
              rows={data}
              columns={[
                { name: 'Cause', show: ({ cause }) => <b>{cause}</b> },
                { name: 'Reason', show: ({ reason }) => reason },
                {
                  name: 'Events',
                  isNumber: true,
                  isWide: true,
                  show: ({ events }) => numberText(events),
                },
                {
                  name: 'Given up',
                  isNumber: true,
                  isWide: true,
                  show: ({ died_at }) => <Age at={died_at} />,
                },
                {
                  name: 'Replay',
                  show: ({ id, replayed_at }) =>
                    replayed_at ? (
                      <Age at={replayed_at} prefix="sent again " />
                    ) : (
                      <button
                        type="button"
                        disabled={busy.value === id}
                        onClick={() => void replay(id)}
                      >
                        Replay
                      </button>
                    ),
                },
              ]}
            />
          )
        }
      </Await>
    </Panel>
  )
}
