/** The first page: what this is, the key, and three things to try. */
import { usePage } from '../../client/page-state'
import { addDays } from '../../plain/age-text'
import { fragmentOf, type Route, routeTo } from '../../plain/view-route'
import { KeyForm } from './key-form'

export function StartView() {
  const { key, today: day } = usePage()
  const today = day.value
  return (
    <div class="start">
      <header class="start-head">
        <h1>Airline price intelligence, on one desk</h1>
        <p>
          Search events go in; price insight, buy-or-wait advice in money, demand levels and
          incidents come out. Every answer states what it rests on, and is later compared with the
          fares that were observed.
        </p>
      </header>
      <KeyForm />
      <h2>Three things to try</h2>
      <ol class="tries">
        <Try
          isOpen={key.value !== undefined}
          route={{
            view: 'market',
            subject: 'LIS-JFK',
            options: { departure: addDays(today, 14) },
          }}
          title="Is Lisbon to New York cheap in two weeks?"
          text="The lowest fare against its typical range, what it will do, and what waiting is worth."
        />
        <Try
          isOpen={key.value !== undefined}
          route={routeTo('demand')}
          title="What is searched more than usual?"
          text="Popular and emerging destinations, peaks of travel, and fare indices by market."
        />
        <Try
          isOpen={key.value !== undefined}
          route={routeTo('data')}
          title="Can these numbers be trusted today?"
          text="Quality of the lake, runs of the jobs, and what was set aside, ready to be replayed."
        />
      </ol>
      <p class="dim">
        Keys: <kbd>/</kbd> searches a market, <kbd>?</kbd> shows all. Programs use the same API:{' '}
        <a href="/docs">reference</a>, <a href="/openapi.json">OpenAPI</a>.
      </p>
    </div>
  )
}

type TryProps = {
  readonly isOpen: boolean
  readonly route: Route
  readonly title: string
  readonly text: string
}

function Try({ isOpen, route, title, text }: TryProps) {
  return (
    <li>
      {isOpen ? <a href={fragmentOf(route)}>{title}</a> : <b>{title}</b>}
      <p>{text}</p>
    </li>
  )
}
