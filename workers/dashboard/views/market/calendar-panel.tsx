import { CalendarHeat } from '../../charts/calendar-heat'
import { ChartPanel } from '../../parts/chart-panel'
import { shaded } from '../../plain/calendar-months'
import { fragmentOf, withOptions } from '../../plain/view-route'
import { type CalendarProps, TABLE_COLUMNS, tableRow } from './departures-panel'

export function CalendarPanel({ calendar, question, route }: CalendarProps) {
  const { entries, currency = '' } = calendar
  const days = shaded(
    entries.map(({ departure_date, price, status }) => ({
      day: departure_date,
      price: price && Number(price.amount),
      isEstimate: status === 'estimated',
    }))
  )
  return (
    <ChartPanel
      title="Calendar"
      span={4}
      sentence={`The lowest fare of each departure day in ${currency || 'its currency'}, in fifths from the cheapest to the dearest; dashed where it is estimated.`}
      columns={TABLE_COLUMNS}
      rows={entries.map(tableRow)}
    >
      <CalendarHeat
        days={days}
        picked={question.departure}
        currency={currency}
        hrefOf={(departure) => fragmentOf(withOptions(route, { departure }))}
      />
      <p class="heat-scale">
        cheapest fifth
        {[0, 1, 2, 3, 4].map((shade) => (
          <i key={shade} class={`heat-${shade}`} />
        ))}
        dearest fifth
      </p>
    </ChartPanel>
  )
}
