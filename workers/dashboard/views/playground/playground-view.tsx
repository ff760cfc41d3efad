/** Ranks a slate of offers as a traveller would choose, with the reasons. */
import { useSignal } from '@preact/signals'
import { ShareBar } from '../../charts/share-bar'
import { usePage } from '../../client/page-state'
import { Empty, Refused } from '../../parts/await-answer'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { ViewHead } from '../../parts/view-head'
import { addDays } from '../../plain/age-text'
import type { Refusal, Schema } from '../../plain/api-types'
import { sampleSlate } from '../../plain/sample-slate'
import { numberText, shareText } from '../../plain/shown-number'

type Outcome = { readonly ranking?: Schema['Ranking']; readonly refusal?: Refusal }

export function PlaygroundView() {
  const page = usePage()
  const text = useSignal(JSON.stringify(sampleSlate(addDays(page.today.peek(), 21)), null, 2))
  const outcome = useSignal<Outcome>({})
  const problem = useSignal('')
  const rank = async () => {
    problem.value = ''
    let body: unknown
    try {
      body = JSON.parse(text.value)
    } catch (error) {
      problem.value = error instanceof Error ? error.message : 'This is not JSON.'
      return
    }
    const reply = await page.send({ method: 'POST', url: '/v1/offers:rank', body })
    // The contract states the type.
    outcome.value = reply.ok
      ? { ranking: (reply.body as { data: Schema['Ranking'] }).data }
      : { refusal: reply.refusal }
  }
  const { ranking, refusal } = outcome.value
  return (
    <>
      <ViewHead
        title="Recommendations"
        text="A slate of offers in the order in which travellers of this account would choose them."
      />
      <div class="grid">
        <Panel
          title="Slate"
          span={3}
          sentence="The body of POST /v1/offers:rank; change it and rank again."
        >
          <textarea
            class="slate"
            aria-label="Slate as JSON"
            spellcheck={false}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
          {problem.value !== '' && (
            <p class="form-error" role="alert">
              {problem.value}
            </p>
          )}
          <p class="verdicts">
            <button type="button" class="primary" onClick={() => void rank()}>
              Rank
            </button>
          </p>
        </Panel>
        <Panel
          title="Order"
          span={3}
          sentence={
            ranking
              ? `Nothing is chosen with a probability of ${shareText(ranking.none_probability)}; learned from ${numberText(ranking.evidence.choices)} choices.`
              : 'Probabilities that each offer is chosen, with the reasons.'
          }
        >
          {refusal && <Refused refusal={refusal} />}
          {!ranking && !refusal && <Empty>Press Rank.</Empty>}
          {ranking && (
            <DataTable
              label="Order"
              keyOf={({ id }) => id}
              rows={ranking.items}
              columns={[
                { name: 'Rank', isNumber: true, show: (item) => item.rank },
                { name: 'Offer', show: (item) => <b>{item.id}</b> },
                {
                  name: 'Chosen',
                  isNumber: true,
                  show: (item) => (
                    <ShareBar
                      share={item.choice_probability}
                      text={shareText(item.choice_probability, 1)}
                    />
                  ),
                },
                { name: 'Labels', show: (item) => item.labels.join(', ') },
                {
                  name: 'Reasons',
                  isWide: true,
                  show: (item) =>
                    item.reasons
                      .map(
                        (reason) =>
                          `${reason.code.replaceAll('_', ' ')} ${numberText(reason.effect, 2)}`
                      )
                      .join(', '),
                },
              ]}
            />
          )}
        </Panel>
      </div>
    </>
  )
}
