/** Why the fare model expects what it does, in money. */

import { Waterfall } from '../../charts/waterfall'
import { go, useAnswer, usePage } from '../../client/page-state'
import { Await, Empty } from '../../parts/await-answer'
import { ChartPanel } from '../../parts/chart-panel'
import type { Schema } from '../../plain/api-types'
import { moneyText } from '../../plain/shown-number'
import { withOptions } from '../../plain/view-route'
import type { TripQuestion } from './trip-question'

type ExplanationProps = {
  readonly question: TripQuestion
  readonly airlines: readonly { readonly airline: string }[]
}

export function ExplanationPanel({ question, airlines }: ExplanationProps) {
  const { route } = usePage()
  const airline = question.airline || airlines[0]?.airline
  const answer = useAnswer(
    '/v1/price-insights',
    airline === undefined
      ? null
      : {
          origin: question.origin,
          destination: question.destination,
          departure_date: question.departure,
          return_date: question.returnDate,
          cabin: question.cabin,
          currency: question.currency,
          airline,
          explain: true,
        }
  )
  const insight = answer.body?.data
  const effects = insight?.explanations ?? []
  return (
    <ChartPanel
      title="Why this fare"
      span={3}
      sentence={sentenceOf(insight, airline)}
      columns={['cause', 'effect', 'currency']}
      rows={effects.map(({ text, effect }) => [text, effect.amount, effect.currency])}
      tools={
        airlines.length > 0 && (
          <select
            aria-label="Airline"
            value={airline}
            onChange={(event) =>
              go(withOptions(route.value, { airline: event.currentTarget.value }))
            }
          >
            {airlines.map((each) => (
              <option key={each.airline}>{each.airline}</option>
            ))}
          </select>
        )
      }
    >
      {airline === undefined ? (
        <Empty>No airline of this market is known yet; the plain rule has no causes to show.</Empty>
      ) : (
        <Await answer={answer} lines={8}>
          {() =>
            effects.length === 0 ? (
              <Empty>
                The plain rule answered, as it is not beaten for such a question; it has no causes
                to show.
              </Empty>
            ) : (
              <Waterfall effects={effects} label={sentenceOf(insight, airline)} />
            )
          }
        </Await>
      )}
    </ChartPanel>
  )
}

function sentenceOf(
  insight: Schema['PriceInsight'] | undefined,
  airline: string | undefined
): string {
  if (!insight?.predicted_fare || airline === undefined)
    return 'Causes of the predicted fare, in money.'
  return `For ${airline} the fare model expects ${moneyText(insight.predicted_fare.expected)}; each bar starts where the one above it ends.`
}
