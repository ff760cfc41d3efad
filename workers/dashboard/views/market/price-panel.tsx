import { RangeGauge } from '../../charts/range-gauge'
import { Age } from '../../parts/age'
import { LevelMark } from '../../parts/level-mark'
import { Panel } from '../../parts/panel'
import { DAY_MS } from '../../plain/age-text'
import type { Schema } from '../../plain/api-types'
import { priceSentence } from '../../plain/market-sentences'
import { amountText, countText, moneyText, shareText } from '../../plain/shown-number'

export function PricePanel({ insight }: { readonly insight: Schema['PriceInsight'] }) {
  const { lowest_price, quartiles, price_level, evidence, status, interval } = insight
  const sentence = priceSentence(insight)
  return (
    <Panel
      title="Price now"
      span={2}
      tools={
        lowest_price && <Age at={lowest_price.observed_on} promiseMs={DAY_MS} prefix="observed " />
      }
    >
      {lowest_price ? (
        <p class="figure">
          {amountText(lowest_price.amount)} <small>{lowest_price.currency}</small>
          <LevelMark level={price_level} />
        </p>
      ) : (
        <p class="figure dim">No fare</p>
      )}
      {quartiles && (
        <RangeGauge
          label={sentence}
          price={lowest_price && Number(lowest_price.amount)}
          quartiles={{
            minimum: Number(quartiles.minimum.amount),
            first: Number(quartiles.first.amount),
            median: Number(quartiles.median.amount),
            third: Number(quartiles.third.amount),
            maximum: Number(quartiles.maximum.amount),
          }}
        />
      )}
      <p class="sentence">{sentence}</p>
      <dl class="facts">
        {insight.percentile_of_price !== undefined && (
          <Fact
            name="The judged price"
            value={`dearer than ${Math.round(insight.percentile_of_price)} of 100`}
          />
        )}
        {interval && (
          <Fact
            name={`Fare expected, ${shareText(interval.level)} interval`}
            value={`${amountText(interval.low.amount)} – ${moneyText(interval.high)}`}
          />
        )}
        <Fact name="Rests on" value={countText(evidence.observations, 'observation')} />
        <Fact name="Answered by" value={`${evidence.model ?? 'no model'}, ${evidence.source}`} />
      </dl>
      {status !== 'ok' && <p class="state-line">{insight.status_reason}</p>}
    </Panel>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
