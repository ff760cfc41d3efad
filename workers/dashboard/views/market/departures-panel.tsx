import { DayChart } from '../../charts/day-chart'
import { go } from '../../client/page-state'
import { ChartPanel } from '../../parts/chart-panel'
import { dayText } from '../../plain/age-text'
import type { Answered, Schema } from '../../plain/api-types'
import { departuresSentence } from '../../plain/market-sentences'
import { type Route, withOptions } from '../../plain/view-route'
import type { TripQuestion } from './trip-question'

export type CalendarProps = {
  readonly calendar: Answered<'/v1/price-calendar'>['data']
  readonly question: TripQuestion
  readonly route: Route
}

/** The lowest fare of each departure on the quartile band of comparable ones. */
export function DeparturesPanel({ calendar, question, route }: CalendarProps) {
  const { entries, currency = '' } = calendar
  const sentence = departuresSentence(entries)
  return (
    <ChartPanel
      title="Departures"
      span={6}
      sentence={sentence}
      columns={TABLE_COLUMNS}
      rows={entries.map(tableRow)}
    >
      <DayChart
        label={sentence}
        unit={`${currency} by departure day, click to choose`}
        height={210}
        days={entries.map(({ departure_date }) => departure_date)}
        bands={[
          {
            name: 'typical, first to third quartile',
            tone: 'band',
            low: entries.map((each) => numberOf(each.typical_price_range?.low)),
            high: entries.map((each) => numberOf(each.typical_price_range?.high)),
          },
        ]}
        lines={[
          {
            name: 'lowest observed',
            tone: 'accent',
            values: entries.map((each) =>
              each.status === 'observed' ? numberOf(each.price) : undefined
            ),
          },
          {
            name: 'estimated',
            tone: 'amber',
            isDotted: true,
            values: entries.map((each) =>
              each.status === 'estimated' ? numberOf(each.price) : undefined
            ),
          },
        ]}
        mark={{ day: question.departure, text: dayText(question.departure) }}
        onPick={(departure) => go(withOptions(route, { departure }))}
      />
    </ChartPanel>
  )
}

function numberOf(money: Schema['Money'] | undefined): number | undefined {
  return money && Number(money.amount)
}

export const TABLE_COLUMNS = [
  'departure',
  'lowest',
  'currency',
  'status',
  'typical_low',
  'typical_high',
  'level',
  'observed_on',
] as const

export function tableRow(entry: Schema['CalendarEntry']): readonly (string | undefined)[] {
  const { price, typical_price_range: range } = entry
  return [
    entry.departure_date,
    price?.amount,
    price?.currency,
    entry.status,
    range?.low.amount,
    range?.high.amount,
    entry.price_level ?? undefined,
    entry.observed_on,
  ]
}
