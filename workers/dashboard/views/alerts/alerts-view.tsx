/** Alerts, the rules that raise them, and how they were delivered. */
import { useAnswer } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { StateBadge } from '../../parts/state-badge'
import { ViewHead } from '../../parts/view-head'
import { conditionText } from '../../plain/rule-condition'
import { AlertList } from './alert-list'
import { RuleForm } from './rule-form'

export function AlertsView() {
  const rules = useAnswer('/v1/alert-rules')
  const endpoints = useAnswer('/v1/webhook-endpoints')
  const deliveries = useAnswer('/v1/webhook-deliveries', { limit: 50 })
  return (
    <>
      <ViewHead
        title="Alerts"
        text="What is watched, what was raised, and whether it reached your systems."
      />
      <div class="grid">
        <AlertList title="Alerts" />
        <Panel title="Rules" span={4} sentence="Evaluated every minute.">
          <Await answer={rules}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>No rules yet. Add one at the right, or by POST /v1/alert-rules.</Empty>
              ) : (
                <DataTable
                  label="Rules"
                  keyOf={({ id }) => id}
                  rows={data}
                  columns={[
                    { name: 'Rule', show: ({ name }) => name },
                    { name: 'Condition', show: ({ condition }) => conditionText(condition) },
                    { name: 'Priority', show: ({ priority }) => priority },
                    {
                      name: 'Added',
                      isNumber: true,
                      isWide: true,
                      show: ({ created_at }) => <Age at={created_at} />,
                    },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
        <RuleForm />
        <Panel title="Webhooks" span={3} sentence="Endpoints that receive alerts, signed.">
          <Await answer={endpoints}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>No endpoints. Add one by POST /v1/webhook-endpoints.</Empty>
              ) : (
                <DataTable
                  label="Webhooks"
                  keyOf={({ id }) => id}
                  rows={data}
                  columns={[
                    { name: 'URL', show: ({ url }) => <code>{url}</code> },
                    { name: 'Status', show: ({ status }) => <StateBadge state={status} /> },
                    {
                      name: 'Last delivered',
                      isNumber: true,
                      show: ({ last_delivered_at }) => <Age at={last_delivered_at} />,
                    },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
        <Panel
          title="Deliveries"
          span={3}
          sentence="Repeated with growing pauses until they arrive or are given up."
        >
          <Await answer={deliveries}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>Nothing was sent yet.</Empty>
              ) : (
                <DataTable
                  label="Deliveries"
                  keyOf={({ id }) => id}
                  rows={data}
                  columns={[
                    { name: 'Type', show: ({ type }) => type },
                    { name: 'State', show: ({ state }) => <StateBadge state={state} /> },
                    { name: 'Tries', isNumber: true, show: ({ attempts }) => attempts },
                    {
                      name: 'Last answer',
                      show: ({ last_status, last_error }) => last_status ?? last_error ?? '–',
                    },
                    {
                      name: 'Created',
                      isNumber: true,
                      isWide: true,
                      show: ({ created_at }) => <Age at={created_at} />,
                    },
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
