/** One market and departure: price, advice, what is ahead, and the departures around it. */
import { useAnswer, usePage } from '../../client/page-state'
import { Await } from '../../parts/await-answer'
import { addDays } from '../../plain/age-text'
import type { Route } from '../../plain/view-route'
import { AdvicePanel } from './advice-panel'
import { CalendarPanel } from './calendar-panel'
import { CompetitorsPanel } from './competitors-panel'
import { DemandPanel } from './demand-panel'
import { DeparturesPanel } from './departures-panel'
import { ExplanationPanel } from './explanation-panel'
import { ForecastPanel } from './forecast-panel'
import { MarketHead } from './market-head'
import { MarketList } from './market-list'
import { PricePanel } from './price-panel'
import { questionOf } from './trip-question'

const WEEKS = 13

export function MarketView() {
  const { route } = usePage()
  return route.value.subject === '' ? <MarketList /> : <OneMarket route={route.value} />
}

function OneMarket({ route }: { readonly route: Route }) {
  const today = usePage().today.value
  const question = questionOf(route, today)
  const { origin, destination, cabin, currency, returnDate, departure } = question
  const trip = { origin, destination, cabin, currency }
  const insight = useAnswer('/v1/price-insights', {
    ...trip,
    departure_date: departure,
    return_date: returnDate,
    price: question.price,
  })
  const calendar = useAnswer('/v1/price-calendar', {
    ...trip,
    from: today,
    to: addDays(today, 7 * WEEKS - 1),
  })
  const competitors = useAnswer('/v1/markets/{market}/competitors', { market: question.market })
  return (
    <>
      <MarketHead question={question} route={route} today={today} />
      <div class="grid">
        <Await answer={insight} lines={12}>
          {({ data }) => (
            <>
              <PricePanel insight={data} />
              <AdvicePanel insight={data} />
              <DemandPanel question={question} />
            </>
          )}
        </Await>
        <Await answer={calendar} lines={8}>
          {({ data }) => <DeparturesPanel calendar={data} question={question} route={route} />}
        </Await>
        <Await answer={insight}>
          {({ data }) => <ForecastPanel insight={data} today={today} />}
        </Await>
        <ExplanationPanel question={question} airlines={competitors.body?.data.airlines ?? []} />
        <Await answer={calendar} lines={8}>
          {({ data }) => <CalendarPanel calendar={data} question={question} route={route} />}
        </Await>
        <CompetitorsPanel answer={competitors} />
      </div>
    </>
  )
}
