/** Usage and its cost, the keys, and the administrative acts. */
import { useAnswer } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { ViewHead } from '../../parts/view-head'
import { numberText } from '../../plain/shown-number'
import { byOperation } from '../../plain/usage-totals'

export function UsageView() {
  const usage = useAnswer('/v1/usage')
  const keys = useAnswer('/v1/api-keys')
  const audit = useAnswer('/v1/audit-log', { limit: 50 })
  return (
    <>
      <ViewHead
        title="Usage and keys"
        text="Requests by operation with their estimated cost at Cloudflare, who may call, and what administrators did."
      />
      <div class="grid">
        <Panel
          title="Usage by operation"
          span={3}
          sentence={
            usage.body
              ? `${numberText(usage.body.data.requests)} requests, about ${numberText(usage.body.data.estimated_cost_usd, 4)} USD, ${usage.body.data.from} to ${usage.body.data.to}.`
              : 'Requests of the last 30 days.'
          }
        >
          <Await answer={usage} lines={8}>
            {({ data }) => (
              <DataTable
                label="Usage by operation"
                keyOf={({ operation }) => operation}
                rows={byOperation(data.entries)}
                columns={[
                  { name: 'Operation', show: ({ operation }) => <code>{operation}</code> },
                  {
                    name: 'Requests',
                    isNumber: true,
                    show: ({ requests }) => numberText(requests),
                  },
                  { name: 'Units', isNumber: true, show: ({ units }) => numberText(units) },
                  { name: 'Cost, USD', isNumber: true, show: ({ cost }) => numberText(cost, 6) },
                ]}
              />
            )}
          </Await>
        </Panel>
        <Panel
          title="API keys"
          span={3}
          sentence="Secrets are shown once, when a key is made. This page forgets its key with the tab."
        >
          <Await answer={keys}>
            {({ data }) => (
              <DataTable
                label="API keys"
                keyOf={({ id }) => id}
                rows={data}
                columns={[
                  { name: 'Name', show: ({ name }) => name },
                  { name: 'Mode', show: ({ mode }) => mode },
                  { name: 'Scopes', show: ({ scopes }) => scopes.join(', ') },
                  {
                    name: 'Last used',
                    isNumber: true,
                    show: ({ last_used_at }) => <Age at={last_used_at} />,
                  },
                  { name: 'State', show: ({ revoked_at }) => (revoked_at ? 'revoked' : 'works') },
                ]}
              />
            )}
          </Await>
        </Panel>
        <Panel
          title="Audit log"
          span={6}
          sentence="Each entry holds the hash of the one before it; npm run audit verifies the chain."
        >
          <Await answer={audit}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>No administrative act yet.</Empty>
              ) : (
                <DataTable
                  label="Audit log"
                  keyOf={({ account, sequence }) => `${account} ${sequence}`}
                  rows={data}
                  columns={[
                    { name: 'No', isNumber: true, show: ({ sequence }) => sequence },
                    { name: 'Action', show: ({ action }) => action },
                    { name: 'Subject', show: ({ subject }) => subject },
                    { name: 'By', isWide: true, show: ({ actor }) => actor },
                    { name: 'Detail', isWide: true, show: ({ detail }) => detail },
                    { name: 'At', isNumber: true, show: ({ at }) => <Age at={at} /> },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
      </div>
    </>
  )
}
