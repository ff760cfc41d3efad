import { Age } from '../../parts/age'
import { Panel } from '../../parts/panel'
import { DAY_MS, dayText } from '../../plain/age-text'
import type { Schema } from '../../plain/api-types'
import { calibrationSentence } from '../../plain/market-sentences'
import { moneyText, shareText, signedMoney } from '../../plain/shown-number'

const WORDS = { buy: 'Buy now', wait: 'Wait', indifferent: 'No difference' } as const

export function AdvicePanel({ insight }: { readonly insight: Schema['PriceInsight'] }) {
  const { advice, advice_status_reason, evidence } = insight
  return (
    <Panel
      title="Advice"
      span={2}
      tools={<Age at={evidence.last_observed_at} promiseMs={3 * DAY_MS} prefix="market seen " />}
    >
      {advice ? (
        <>
          <p class="figure">{WORDS[advice.action]}</p>
          <p class="sentence">{advice.text}</p>
          <dl class="facts">
            <div>
              <dt>Expected saving of waiting</dt>
              <dd>{signedMoney(advice.expected_saving)}</dd>
            </div>
            <div>
              <dt>Cost if the advice is wrong</dt>
              <dd>{moneyText(advice.expected_regret_if_wrong)}</dd>
            </div>
            <div>
              <dt>Chance to save {moneyText(advice.min_saving)} or more</dt>
              <dd>{shareText(advice.p_drop_ge_min_saving)}</dd>
            </div>
            <div>
              <dt>Buy by</dt>
              <dd>{dayText(advice.deadline)}</dd>
            </div>
          </dl>
          <p class="footnote">{calibrationSentence(advice)}</p>
        </>
      ) : (
        <>
          <p class="figure dim">No advice</p>
          <p class="sentence">{advice_status_reason ?? insight.status_reason}</p>
        </>
      )}
    </Panel>
  )
}
