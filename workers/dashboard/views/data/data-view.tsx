/** Reasons to trust the numbers today, or not: letters, quality, jobs, rates. */
import { useAnswer } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { StateBadge } from '../../parts/state-badge'
import { ViewHead } from '../../parts/view-head'
import { dayText } from '../../plain/age-text'
import { countText, numberText } from '../../plain/shown-number'
import { LetterPanel } from './letter-panel'

const MINUTE = 60_000

export function DataQualityView() {
  const health = useAnswer('/health')
  const quality = useAnswer('/v1/data-quality', { limit: 100 }, 5 * MINUTE)
  const runs = useAnswer('/v1/job-runs', { limit: 50 })
  const rates = useAnswer('/v1/exchange-rates', {}, 60 * MINUTE)
  return (
    <>
      <ViewHead
        title="Data"
        text="What came in, what was set aside, and whether the lake and its jobs are in order."
      />
      <div class="grid">
        <Await answer={health} lines={3}>
          {({ status, checks = {}, dead_letters, read_only }) => (
            <Panel title="Now" span={2} tools={<StateBadge state={status} />}>
              <dl class="facts">
                {Object.entries(checks).map(([name, check]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>
                      <StateBadge state={check.status} />
                    </dd>
                  </div>
                ))}
                <div>
                  <dt>Dead letters</dt>
                  <dd>{numberText(dead_letters?.depth)}</dd>
                </div>
                <div>
                  <dt>Writes</dt>
                  <dd>{read_only ? 'switched off' : 'accepted'}</dd>
                </div>
              </dl>
            </Panel>
          )}
        </Await>
        <LetterPanel />
        <Panel
          title="Quality of the lake"
          span={3}
          sentence="The last checks of each table against its threshold; failures first."
        >
          <Await answer={quality} lines={8}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>No checks ran yet; check-quality runs every five minutes.</Empty>
              ) : (
                <DataTable
                  label="Quality of the lake"
                  keyOf={({ id }) => id}
                  rows={latest(data).toSorted((a, b) => rank(a.status) - rank(b.status))}
                  columns={[
                    { name: 'Result', show: ({ status }) => <StateBadge state={status} /> },
                    { name: 'Table', show: ({ table }) => table },
                    { name: 'Check', show: ({ check }) => check },
                    { name: 'Detail', isWide: true, show: ({ detail }) => detail },
                    {
                      name: 'Checked',
                      isNumber: true,
                      show: ({ checked_at }) => <Age at={checked_at} promiseMs={15 * MINUTE} />,
                    },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
        <Panel
          title="Job runs"
          span={3}
          sentence="The newest first; a failed run is made up for by the next."
        >
          <Await answer={runs} lines={8}>
            {({ data }) =>
              data.length === 0 ? (
                <Empty>No job ran yet.</Empty>
              ) : (
                <DataTable
                  label="Job runs"
                  keyOf={({ id }) => id}
                  rows={data}
                  columns={[
                    { name: 'Job', show: ({ job }) => job },
                    { name: 'Status', show: ({ status }) => <StateBadge state={status} /> },
                    {
                      name: 'Took, ms',
                      isNumber: true,
                      show: ({ milliseconds }) => numberText(milliseconds),
                    },
                    { name: 'Error', isWide: true, show: ({ error }) => error ?? '' },
                    {
                      name: 'Started',
                      isNumber: true,
                      show: ({ started_at }) => <Age at={started_at} />,
                    },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
        <Await answer={rates} lines={2}>
          {({ data }) => (
            <Panel
              title="Exchange rates"
              span={6}
              sentence={`${countText(Object.keys(data.rates).length, 'currency', 'currencies')} to ${data.base} of ${dayText(data.date, false)}, from ${data.source}.`}
            >
              <p class="rates">
                {Object.entries(data.rates).map(([currency, rate]) => (
                  <span key={currency}>
                    <b>{currency}</b> {numberText(rate, 4)}
                  </span>
                ))}
              </p>
            </Panel>
          )}
        </Await>
      </div>
    </>
  )
}

type Check = { readonly table: string; readonly check: string; readonly status: string }

/** The answer is newest first: of each check the first stands. */
function latest<T extends Check>(checks: readonly T[]): readonly T[] {
  return [...Map.groupBy(checks, ({ table, check }) => `${table} ${check}`).values()].flatMap(
    ([first]) => first ?? []
  )
}

function rank(status: string): number {
  return ['fail', 'warn', 'pass'].indexOf(status)
}
