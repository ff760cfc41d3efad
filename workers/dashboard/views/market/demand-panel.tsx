/** The demand level of the days ahead. */
import { LevelBars } from '../../charts/level-bars'
import { useAnswer } from '../../client/page-state'
import { Await, Empty } from '../../parts/await-answer'
import { ChartPanel } from '../../parts/chart-panel'
import { demandSentence } from '../../plain/market-sentences'
import { numberText } from '../../plain/shown-number'
import type { TripQuestion } from './trip-question'

export function DemandPanel({ question }: { readonly question: TripQuestion }) {
  const { origin, destination } = question
  const answer = useAnswer('/v1/demand-forecasts', { origin, destination })
  const data = answer.body?.data
  const days = data?.days ?? []
  const [next] = days
  return (
    <ChartPanel
      title="Demand ahead"
      span={2}
      sentence={data ? demandSentence(data) : 'Searches of the days ahead, against what is usual.'}
      columns={['day', 'level', 'low', 'medium', 'high', 'usual_searches']}
      rows={days.map(({ day, level, probabilities: p, usual_searches }) => [
        day,
        level,
        p.low,
        p.medium,
        p.high,
        usual_searches,
      ])}
    >
      <Await answer={answer}>
        {() =>
          days.length === 0 ? (
            <Empty>Too few days were observed to say what is usual here.</Empty>
          ) : (
            <>
              <LevelBars days={days} />
              {next && (
                <p class="footnote">
                  Usual here: {numberText(next.usual_searches)} searches a day. Low is below{' '}
                  {numberText(next.low_below)}, high above {numberText(next.high_above)}.
                </p>
              )}
            </>
          )
        }
      </Await>
    </ChartPanel>
  )
}
