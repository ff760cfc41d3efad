import { usePage } from '../../client/page-state'
import { DataTable } from '../../parts/data-table'
import { Panel } from '../../parts/panel'
import { instantText } from '../../plain/age-text'
import type { Incident } from '../../plain/incident-order'
import { moneyText, numberText } from '../../plain/shown-number'
import { fragmentOf, routeTo } from '../../plain/view-route'
import { VERDICTS, type Verdict } from './verdicts'

type DetailProps = {
  readonly incident: Incident
  readonly isBusy: boolean
  readonly onVerdict: (verdict: Verdict) => void
}

export function IncidentDetail({ incident, isBusy, onVerdict }: DetailProps) {
  const now = usePage().now.value
  const { markets, money_at_stake, reason, evidence, opened_at } = incident
  return (
    <Panel title="Selected" span={2}>
      <p class="figure">
        {moneyText(money_at_stake)} <small>at stake</small>
      </p>
      <p class="sentence">{reason}</p>
      <p class="verdicts">
        {(['ack', 'suppress', 'confirm'] as const).map((verdict) => (
          <button
            key={verdict}
            type="button"
            class={verdict === 'ack' ? 'primary' : ''}
            disabled={isBusy}
            onClick={() => onVerdict(verdict)}
          >
            {VERDICTS[verdict].name} <kbd>{VERDICTS[verdict].key}</kbd>
          </button>
        ))}
      </p>
      <dl class="facts facts-top">
        <div>
          <dt>Opened</dt>
          <dd>{instantText(Date.parse(opened_at), now)}</dd>
        </div>
        <div>
          <dt>Markets</dt>
          <dd>
            {markets.slice(0, 6).map((market) => (
              <a key={market} href={fragmentOf(routeTo('market', market))}>
                {market}{' '}
              </a>
            ))}
            {markets.length > 6 ? `and ${markets.length - 6} more` : ''}
          </dd>
        </div>
      </dl>
      <h3 class="small-title">Evidence</h3>
      <DataTable
        label="Evidence"
        keyOf={({ market, sign, scope }) => `${market} ${sign} ${scope}`}
        rows={evidence}
        columns={[
          { name: 'Sign', show: ({ sign, market }) => `${sign.replaceAll('_', ' ')}, ${market}` },
          {
            name: 'Actual',
            isNumber: true,
            show: ({ actual, unit }) =>
              actual === null ? '–' : `${numberText(actual, 2)} ${unit}`,
          },
          { name: 'Expected', isNumber: true, show: ({ expected }) => numberText(expected, 2) },
        ]}
      />
    </Panel>
  )
}
