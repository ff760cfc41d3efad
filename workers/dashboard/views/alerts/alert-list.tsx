import { useAnswer } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { StateBadge } from '../../parts/state-badge'

const REFRESH_MS = 15_000

export function AlertList({ title }: { readonly title: string }) {
  const alerts = useAnswer('/v1/alerts', { limit: 50 }, REFRESH_MS)
  return (
    <Panel
      title={title}
      sentence="Raised when a rule's condition becomes true, resolved when it ends; the newest first."
    >
      <Await answer={alerts}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>No rule has raised an alert.</Empty>
          ) : (
            <DataTable
              label={title}
              keyOf={({ id }) => id}
              rows={data}
              columns={[
                { name: 'Priority', show: ({ priority }) => <b>{priority}</b> },
                { name: 'State', show: ({ state }) => <StateBadge state={state} /> },
                { name: 'Kind', isWide: true, show: ({ kind }) => kind.replaceAll('_', ' ') },
                { name: 'Detail', show: ({ detail }) => detail },
                { name: 'At', isNumber: true, show: ({ at }) => <Age at={at} /> },
              ]}
            />
          )
        }
      </Await>
    </Panel>
  )
}
