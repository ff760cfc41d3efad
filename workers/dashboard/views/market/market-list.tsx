/** The markets in which fares were observed, to choose one. */
import { useAnswer, usePage } from '../../client/page-state'
import { Age } from '../../parts/age'
import { Await, Empty } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { DAY_MS, dayText } from '../../plain/age-text'
import { numberText } from '../../plain/shown-number'
import { fragmentOf, routeTo } from '../../plain/view-route'

/** A page of the API; the search reaches every other market. */
const MOST = 50

export function MarketList() {
  const page = usePage()
  const markets = useAnswer('/v1/markets', { limit: MOST })
  return (
    <>
      <header class="view-head">
        <div>
          <h1>Markets</h1>
          <p>Directional pairs of places in which this account observed fares.</p>
        </div>
        <div class="view-tools">
          <button
            type="button"
            class="primary"
            onClick={() => {
              page.isSearching.value = true
            }}
          >
            Search a market
          </button>
        </div>
      </header>
      <Await answer={markets} lines={10}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty>
              <strong>No fares were observed yet.</strong>
              <p>
                Send search events to <code>POST /v1/events</code>. A market that was never observed
                can still be opened by the search; it is answered from open data.
              </p>
            </Empty>
          ) : (
            <Panel
              title="Observed markets"
              sentence={`${data.length === MOST ? `The first ${MOST} markets by name; the search finds every other` : `${data.length} markets`}, the most observed first.`}
            >
              <DataTable
                label="Observed markets"
                keyOf={({ market }) => market}
                rows={data.toSorted((a, b) => b.observations - a.observations)}
                columns={[
                  {
                    name: 'Market',
                    show: ({ market }) => (
                      <a href={fragmentOf(routeTo('market', market))}>{market}</a>
                    ),
                  },
                  {
                    name: 'Places',
                    isWide: true,
                    show: ({ origin, destination }) => `${origin.name} – ${destination.name}`,
                  },
                  {
                    name: 'Fares',
                    isNumber: true,
                    show: ({ observations }) => numberText(observations),
                  },
                  {
                    name: 'Searches',
                    isNumber: true,
                    show: ({ searches }) => numberText(searches),
                  },
                  {
                    name: 'Departures',
                    isWide: true,
                    show: ({ departures }) =>
                      departures
                        ? `${dayText(departures.from)} to ${dayText(departures.to, false)}`
                        : '–',
                  },
                  {
                    name: 'Last observed',
                    isNumber: true,
                    show: ({ last_observed_at }) => (
                      <Age at={last_observed_at} promiseMs={DAY_MS} />
                    ),
                  },
                ]}
              />
            </Panel>
          )
        }
      </Await>
    </>
  )
}
