/** How right earlier answers were, from the ledger. */
import { Reliability } from '../../charts/reliability'
import { go, useAnswer, usePage } from '../../client/page-state'
import { Await, Empty } from '../../parts/await-answer'
import { ChartPanel } from '../../parts/chart-panel'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { ViewHead } from '../../parts/view-head'
import { reliabilitySentence } from '../../plain/accuracy-sentences'
import { numberText, shareText, signedShare } from '../../plain/shown-number'
import { withOptions } from '../../plain/view-route'

export function AccuracyView() {
  const { route } = usePage()
  const scope = route.value.options.scope ?? ''
  const answer = useAnswer('/v1/accuracy', { scope })
  return (
    <>
      <ViewHead
        title="Accuracy"
        text="Every answer is settled when its window closes: compared with the fares that were observed."
      >
        <label class="field">
          Scope
          <input
            value={scope}
            placeholder="all, or market:LIS-JFK"
            onChange={(event) =>
              go(withOptions(route.value, { scope: event.currentTarget.value.trim() }))
            }
          />
        </label>
      </ViewHead>
      <Await answer={answer} lines={12}>
        {({ data }) => (
          <div class="grid">
            <Panel
              title="Ledger"
              span={2}
              sentence={`Decisions of ${data.from} to ${data.to}, ${data.scope}.`}
            >
              <dl class="facts">
                {Object.entries(data.counts).map(([name, count]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{numberText(count)}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
            <ChartPanel
              title="Advice: reliability"
              span={2}
              sentence={reliabilitySentence(data.advice.by_confidence)}
              columns={['confidence', 'settled', 'stated', 'observed']}
              rows={data.advice.by_confidence.map((bin) => [
                bin.bin,
                bin.n,
                bin.said,
                bin.observed,
              ])}
            >
              {data.advice.n === 0 ? (
                <Empty>
                  No advice was settled yet. The first settles on the day after its deadline.
                </Empty>
              ) : (
                <Reliability bins={data.advice.by_confidence} />
              )}
            </ChartPanel>
            <ChartPanel
              title="Drops: reliability"
              span={2}
              sentence={reliabilitySentence(data.drops)}
              columns={['probability', 'settled', 'stated', 'observed']}
              rows={data.drops.map((bin) => [bin.bin, bin.n, bin.said, bin.observed])}
            >
              {data.drops.length === 0 ? (
                <Empty>No probability of a drop was settled yet.</Empty>
              ) : (
                <Reliability bins={data.drops} />
              )}
            </ChartPanel>
            <Panel
              title="Forecasts by horizon"
              span={3}
              sentence="Nominal and observed coverage of the intervals, and the mean error of the middle."
            >
              {data.forecasts.length === 0 ? (
                <Empty>No forecast was settled yet.</Empty>
              ) : (
                <DataTable
                  label="Forecasts by horizon"
                  keyOf={({ horizon_days }) => horizon_days}
                  rows={data.forecasts}
                  columns={[
                    {
                      name: 'Days ahead',
                      isNumber: true,
                      show: ({ horizon_days }) => horizon_days,
                    },
                    { name: 'Settled', isNumber: true, show: ({ n }) => numberText(n) },
                    { name: 'Error', isNumber: true, show: ({ mape }) => shareText(mape, 1) },
                    {
                      name: 'Nominal',
                      isNumber: true,
                      show: ({ interval }) => shareText(interval.nominal),
                    },
                    {
                      name: 'Observed',
                      isNumber: true,
                      show: ({ interval }) => shareText(interval.observed),
                    },
                  ]}
                />
              )}
            </Panel>
            <Panel
              title="Advice in money"
              span={3}
              sentence="Saved against buying at once, as a share of the price; and of what a buyer who knew the future would have saved."
            >
              {data.saving.by_action.length === 0 ? (
                <Empty>No advice was settled yet.</Empty>
              ) : (
                <DataTable
                  label="Advice in money"
                  keyOf={({ action }) => action}
                  rows={data.saving.by_action}
                  columns={[
                    { name: 'Advice', show: ({ action }) => action },
                    { name: 'Settled', isNumber: true, show: ({ n }) => numberText(n) },
                    { name: 'Saved', isNumber: true, show: ({ saved }) => signedShare(saved, 1) },
                    {
                      name: 'Of the possible',
                      isNumber: true,
                      show: ({ share_of_clairvoyant }) => shareText(share_of_clairvoyant),
                    },
                    {
                      name: 'No worse',
                      isNumber: true,
                      show: ({ no_worse }) => shareText(no_worse),
                    },
                  ]}
                />
              )}
            </Panel>
            <Panel title="By days to departure" span={6}>
              {data.by_days_out.length === 0 ? (
                <Empty>Nothing was settled yet.</Empty>
              ) : (
                <DataTable
                  label="By days to departure"
                  keyOf={({ days_out }) => days_out}
                  rows={data.by_days_out}
                  columns={[
                    { name: 'Days out', show: ({ days_out }) => days_out },
                    {
                      name: 'Forecasts',
                      isNumber: true,
                      show: ({ forecasts }) => numberText(forecasts.n),
                    },
                    {
                      name: 'Forecast error',
                      isNumber: true,
                      show: ({ forecasts }) => shareText(forecasts.mape, 1),
                    },
                    {
                      name: 'Coverage',
                      isNumber: true,
                      show: ({ forecasts }) => shareText(forecasts.interval.observed),
                    },
                    {
                      name: 'Fare error',
                      isNumber: true,
                      show: ({ predicted_fare }) => shareText(predicted_fare.mape, 1),
                    },
                    {
                      name: 'Saved',
                      isNumber: true,
                      show: ({ saving }) => signedShare(saving.saved, 1),
                    },
                  ]}
                />
              )}
            </Panel>
          </div>
        )}
      </Await>
    </>
  )
}
