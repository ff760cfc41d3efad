import { ShareBar } from '../../charts/share-bar'
import type { Answer } from '../../client/answer-store'
import { Await, Empty } from '../../parts/await-answer'
import { ChartPanel } from '../../parts/chart-panel'
import { DataTable } from '../../parts/data-table'
import { dayText } from '../../plain/age-text'
import type { Answered } from '../../plain/api-types'
import { competitorsSentence } from '../../plain/market-sentences'
import { numberText, shareText } from '../../plain/shown-number'

type CompetitorsProps = { readonly answer: Answer<Answered<'/v1/markets/{market}/competitors'>> }

export function CompetitorsPanel({ answer }: CompetitorsProps) {
  const data = answer.body?.data
  const airlines = data?.airlines ?? []
  return (
    <ChartPanel
      title="Airlines"
      span={2}
      sentence={
        data ? competitorsSentence(airlines) : 'Airlines of this market against each other.'
      }
      columns={['airline', 'index', 'shown_share', 'cheapest_share']}
      rows={airlines.map((each) => [
        each.airline,
        each.index,
        each.shown_share,
        each.cheapest_share,
      ])}
    >
      <Await answer={answer}>
        {() =>
          airlines.length === 0 ? (
            <Empty>No searches of the last two weeks showed airlines beside each other.</Empty>
          ) : (
            <>
              <DataTable
                label="Airlines"
                keyOf={({ airline }) => airline}
                rows={airlines}
                columns={[
                  { name: 'Airline', show: ({ airline }) => <b>{airline}</b> },
                  { name: 'Index', isNumber: true, show: ({ index }) => numberText(index) },
                  {
                    name: 'Cheapest',
                    isNumber: true,
                    show: ({ cheapest_share }) => (
                      <ShareBar share={cheapest_share} text={shareText(cheapest_share)} />
                    ),
                  },
                  {
                    name: 'Shown',
                    isNumber: true,
                    show: ({ shown_share }) => shareText(shown_share),
                  },
                ]}
              />
              {data && (
                <p class="footnote below-table">
                  100 is the cheapest of its slate; searches of {dayText(data.from)} to{' '}
                  {dayText(data.to)}.
                </p>
              )}
            </>
          )
        }
      </Await>
    </ChartPanel>
  )
}
