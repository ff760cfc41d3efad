/** Departures as months of weeks; each day is a link, with its price and a shade of five. */
import { usePage } from '../client/page-state'
import { type CalendarDay, monthsOf } from '../plain/calendar-months'
import { numberText } from '../plain/shown-number'

type HeatProps = {
  readonly days: readonly CalendarDay[]
  readonly picked: string
  readonly hrefOf: (day: string) => string
  readonly currency: string
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

export function CalendarHeat({ days, picked, hrefOf, currency }: HeatProps) {
  const page = usePage()
  return (
    <div class="months">
      {monthsOf(days).map(({ name, weeks }) => (
        <table key={name} class="month">
          <caption>{name}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((weekday) => (
                <th key={weekday} scope="col">
                  {weekday}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.find(Boolean)?.day}>
                {week.map((entry, index) => (
                  <td key={WEEKDAYS[index]}>
                    {entry && (
                      <a
                        class={cellClass(entry, page.day.value === entry.day)}
                        href={hrefOf(entry.day)}
                        aria-current={entry.day === picked ? 'date' : undefined}
                        aria-label={`${entry.day}: ${priceLabel(entry, currency)}`}
                        onPointerEnter={() => {
                          page.day.value = entry.day
                        }}
                        onPointerLeave={() => {
                          page.day.value = undefined
                        }}
                      >
                        <small>{Number(entry.day.slice(8))}</small>
                        {entry.price === undefined ? '·' : numberText(entry.price)}
                      </a>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function cellClass({ shade, isEstimate }: CalendarDay, isHovered: boolean): string {
  return `heat heat-${shade ?? 'none'} ${isEstimate ? 'estimate' : ''} ${isHovered ? 'hovered' : ''}`
}

function priceLabel({ price, isEstimate }: CalendarDay, currency: string): string {
  if (price === undefined) return 'no fare'
  return `${price} ${currency}${isEstimate ? ', estimated' : ''}`
}
