import { DayChart } from '../../charts/day-chart'
import { ChartPanel } from '../../parts/chart-panel'
import type { Schema } from '../../plain/api-types'
import { fanOf } from '../../plain/forecast-fan'
import { forecastSentence } from '../../plain/market-sentences'

type ForecastProps = { readonly insight: Schema['PriceInsight']; readonly today: string }

/** Fares of the departure so far, and the fan of its forecast. */
export function ForecastPanel({ insight, today }: ForecastProps) {
  const fan = fanOf(insight, today)
  const sentence = forecastSentence(insight)
  const currency = insight.currency ?? insight.lowest_price?.currency ?? ''
  return (
    <ChartPanel
      title="History and forecast"
      span={3}
      sentence={sentence}
      columns={['day', 'lowest', 'median', 'p50', 'p10', 'p25', 'p75', 'p90']}
      rows={fan.days.map((day, at) => [
        day,
        fan.lowest[at],
        fan.median[at],
        fan.p50[at],
        fan.p10[at],
        fan.p25[at],
        fan.p75[at],
        fan.p90[at],
      ])}
    >
      <DayChart
        label={sentence}
        unit={`${currency} by day of search`}
        height={220}
        days={fan.days}
        bands={[
          { name: '8 of 10', tone: 'fan', low: fan.p10, high: fan.p90 },
          { name: '5 of 10', tone: 'fan-inner', low: fan.p25, high: fan.p75 },
        ]}
        lines={[
          { name: 'lowest', tone: 'accent', values: fan.lowest },
          { name: 'median', tone: 'soft', isDashed: true, values: fan.median },
          { name: 'middle of the forecast', tone: 'amber', values: fan.p50 },
        ]}
        mark={{ day: today, text: 'today' }}
      />
    </ChartPanel>
  )
}
