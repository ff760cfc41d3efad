/** The question: market, day, return, cabin, currency, and a price to judge. */
import { useEffect } from 'preact/hooks'
import { go, useAnswer } from '../../client/page-state'
import { onKeys } from '../../frame/key-commands'
import { addDays, daysBetween, weekdayOf } from '../../plain/age-text'
import { countText } from '../../plain/shown-number'
import { fragmentOf, type Route, withOptions } from '../../plain/view-route'
import { CABINS, type TripQuestion } from './trip-question'

type HeadProps = {
  readonly question: TripQuestion
  readonly route: Route
  readonly today: string
}

export function MarketHead({ question, route, today }: HeadProps) {
  const { origin, destination, departure, returnDate, cabin, currency, price } = question
  const from = useAnswer('/v1/places', { query: origin, limit: 1 }).body?.data[0]
  const to = useAnswer('/v1/places', { query: destination, limit: 1 }).body?.data[0]
  const set = (name: string) => (event: { currentTarget: { value: string } }) =>
    go(withOptions(route, { [name]: event.currentTarget.value.trim() }))
  const move = (days: number) => {
    const day = addDays(departure, days)
    if (day >= today) go(withOptions(route, { departure: day }))
  }
  useEffect(
    () =>
      onKeys((chord) => {
        if (chord !== '[' && chord !== ']') return false
        move(chord === '[' ? -1 : 1)
        return true
      }),
    [departure, route]
  )
  const back: Route = {
    view: 'market',
    subject: `${destination}-${origin}`,
    options: route.options,
  }
  return (
    <header class="view-head">
      <div>
        <h1>
          {origin} <span aria-hidden="true">→</span>
          <span class="visually-hidden">to</span> {destination}{' '}
          <a
            class="reverse"
            href={fragmentOf(back)}
            title="The other direction"
            aria-label={`${destination} to ${origin}`}
          >
            ⇄
          </a>
        </h1>
        <p>
          {from?.city?.name ?? from?.name ?? origin} to {to?.city?.name ?? to?.name ?? destination},{' '}
          {weekdayOf(departure)}, {countText(daysBetween(today, departure), 'day')} ahead
        </p>
      </div>
      <div class="view-tools">
        <label class="field">
          Departure, local day
          <span class="day-line">
            <button
              type="button"
              class="quiet"
              aria-label="One day earlier"
              onClick={() => move(-1)}
            >
              ‹
            </button>
            <input type="date" value={departure} min={today} onChange={set('departure')} />
            <button type="button" class="quiet" aria-label="One day later" onClick={() => move(1)}>
              ›
            </button>
          </span>
        </label>
        <label class="field">
          Return
          <input type="date" value={returnDate} min={departure} onChange={set('return')} />
        </label>
        <label class="field">
          Cabin
          <select value={cabin} onChange={set('cabin')}>
            {CABINS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label class="field">
          Currency
          <input
            class="short"
            value={currency}
            placeholder="market's"
            maxLength={3}
            onChange={set('currency')}
          />
        </label>
        <label class="field">
          Judge a price
          <input
            class="short"
            inputMode="decimal"
            value={price}
            placeholder="lowest"
            onChange={set('price')}
          />
        </label>
      </div>
    </header>
  )
}
