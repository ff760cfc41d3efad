/** Demand: searched markets, growth, travel periods and fare indices. */
import { DayChart } from '../../charts/day-chart'
import { ShareBar } from '../../charts/share-bar'
import { go, useAnswer, usePage } from '../../client/page-state'
import { Await, Empty } from '../../parts/await-answer'
import { ChartPanel } from '../../parts/chart-panel'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { ViewHead } from '../../parts/view-head'
import { addDays, dayText } from '../../plain/age-text'
import { numberText, shareText, signedShare } from '../../plain/shown-number'
import { indexSentence, peaksSentence } from '../../plain/trend-sentences'
import { fragmentOf, routeTo, withOptions } from '../../plain/view-route'
import { FlowMap } from './flow-map'

const HOUR = 3_600_000
const MOST = 12
const DAYS_AHEAD = 180

export function DemandView() {
  const { route, today: day } = usePage()
  const today = day.value
  const scope = route.value.options.scope ?? 'all'
  const routes = useAnswer('/v1/trends/routes', { limit: MOST }, HOUR)
  const destinations = useAnswer('/v1/trends/destinations', { limit: MOST }, HOUR)
  const periods = useAnswer(
    '/v1/trends/travel-periods',
    { from: today, to: addDays(today, DAYS_AHEAD) },
    HOUR
  )
  const index = useAnswer('/v1/indices', { scope }, HOUR)
  return (
    <>
      <ViewHead
        title="Demand and trends"
        text="Searches of this account by complete days, against the six weeks before."
      />
      <div class="grid">
        <FlowMap routes={routes.body?.data.popular ?? []} />
        <Panel
          title="Popular routes"
          span={2}
          sentence="Searches of the last seven days; growth is against the weeks before."
        >
          <Await answer={routes} lines={8}>
            {({ data }) => (
              <DataTable
                label="Popular routes"
                keyOf={({ market }) => market}
                rows={data.popular}
                columns={[
                  {
                    name: 'Market',
                    show: ({ market }) => (
                      <a href={fragmentOf(routeTo('market', market))}>{market}</a>
                    ),
                  },
                  {
                    name: 'Share',
                    isNumber: true,
                    show: ({ share }) => <ShareBar share={share} text={shareText(share, 1)} />,
                  },
                  { name: 'Growth', isNumber: true, show: ({ growth }) => signedShare(growth) },
                ]}
              />
            )}
          </Await>
        </Panel>
        <Panel
          title="Emerging destinations"
          span={2}
          sentence="Grew more than chance explains, corrected for the number of tests."
        >
          <Await answer={destinations}>
            {({ data }) =>
              data.emerging.length === 0 ? (
                <Empty>
                  None of {data.tested} tested destinations grew more than chance explains.
                </Empty>
              ) : (
                <DataTable
                  label="Emerging destinations"
                  keyOf={({ destination }) => destination}
                  rows={data.emerging}
                  columns={[
                    { name: 'Place', show: ({ destination }) => <b>{destination}</b> },
                    {
                      name: 'A day',
                      isNumber: true,
                      show: (each) => numberText(each.recent_per_day, 1),
                    },
                    {
                      name: 'Before',
                      isNumber: true,
                      show: (each) => numberText(each.past_per_day, 1),
                    },
                    { name: 'Growth', isNumber: true, show: ({ growth }) => signedShare(growth) },
                  ]}
                />
              )
            }
          </Await>
        </Panel>
        <ChartPanel
          title="Fare index"
          span={4}
          sentence={index.body ? indexSentence(index.body.data) : 'Fares for like, by week.'}
          columns={['period', 'index', 'coverage', 'items']}
          rows={(index.body?.data.periods ?? []).map((each) => [
            each.period,
            each.index,
            each.coverage,
            each.items,
          ])}
          tools={
            <input
              aria-label="Scope of the index"
              class="short"
              value={scope}
              placeholder="market:LIS-JFK"
              onChange={(event) =>
                go(withOptions(route.value, { scope: event.currentTarget.value.trim() }))
              }
            />
          }
        >
          <Await answer={index}>
            {({ data }) =>
              data.periods.length === 0 ? (
                <Empty>Too few fares were observed for an index.</Empty>
              ) : (
                <DayChart
                  label={indexSentence(data)}
                  unit={`index, ${data.base_period ?? 'first period'} = 100, in ${data.currency ?? 'one currency'}`}
                  height={190}
                  digits={1}
                  days={data.periods.map(({ period }) => period)}
                  lines={[
                    {
                      name: data.method,
                      tone: 'accent',
                      values: data.periods.map((each) => each.index ?? undefined),
                    },
                  ]}
                />
              )
            }
          </Await>
        </ChartPanel>
        <Panel
          title="Peaks of travel"
          span={6}
          sentence={
            periods.body
              ? peaksSentence(periods.body.data.weeks)
              : 'Weeks of departure by searches.'
          }
        >
          <Await answer={periods}>
            {({ data }) => (
              <DataTable
                label="Peaks of travel"
                keyOf={({ week }) => week}
                rows={data.weeks}
                columns={[
                  {
                    name: 'Week of',
                    show: ({ week, peak }) =>
                      peak ? <b>{dayText(week, false)}, peak</b> : dayText(week, false),
                  },
                  {
                    name: 'Searches',
                    isNumber: true,
                    show: ({ searches }) => numberText(searches),
                  },
                  {
                    name: 'Share',
                    isNumber: true,
                    show: ({ share }) => <ShareBar share={share} text={shareText(share, 1)} />,
                  },
                  {
                    name: 'To the weeks around',
                    isNumber: true,
                    show: (each) => numberText(each.ratio_to_around, 2),
                  },
                  {
                    name: 'Holidays',
                    isWide: true,
                    show: ({ holidays }) =>
                      holidays.map(({ day, country }) => `${country} ${dayText(day)}`).join(', '),
                  },
                ]}
              />
            )}
          </Await>
        </Panel>
      </div>
    </>
  )
}
