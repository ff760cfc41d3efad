import { Age } from '../../parts/age'
import { Panel } from '../../parts/panel'
import { StateBadge } from '../../parts/state-badge'
import type { Incident } from '../../plain/incident-order'
import { moneyText } from '../../plain/shown-number'

type ListProps = {
  readonly incidents: readonly Incident[]
  readonly current: string
  readonly onPick: (id: string) => void
}

export function IncidentList({ incidents, current, onPick }: ListProps) {
  return (
    <Panel title="Incidents" span={4}>
      <ul class="incidents">
        {incidents.map(
          ({ id, class: kind, markets, state, severity, money_at_stake, last_seen_at, reason }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === current} onClick={() => onPick(id)}>
                <b class="incident-stake">{moneyText(money_at_stake)}</b>
                <span class="incident-text">
                  <span>
                    <b>{kind.replaceAll('_', ' ')}</b> {marketsText(markets)}
                  </span>
                  <span class="dim">{reason}</span>
                </span>
                <span class="incident-state">
                  <StateBadge state={state} /> {severity}
                  <Age at={last_seen_at} />
                </span>
              </button>
            </li>
          )
        )}
      </ul>
    </Panel>
  )
}

function marketsText(markets: readonly string[]): string {
  const [first = '', second, ...rest] = markets
  if (second === undefined) return first
  return rest.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${rest.length} more`
}
