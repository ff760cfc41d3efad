/** The condition of an alert rule as a sentence. */

import { dayText } from './age-text'
import type { Schema } from './api-types'

type Condition = Schema['AlertRule']['condition']

export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'dead_letters':
      return `${condition.count} or more dead letters wait`
    case 'incident':
      return incidentText(condition)
    case 'target_price':
      return `${tripOf(condition)} costs ${condition.amount} ${condition.currency} or less`
    case 'price_drop':
      return `${tripOf(condition)} falls by ${condition.percent} % or more, in ${condition.currency}`
  }
}

function tripOf({ market, departure_date }: { market: string; departure_date: string }): string {
  return `${market} on ${dayText(departure_date)}`
}

function incidentText({
  classes,
  market,
  least_severity,
}: Extract<Condition, { kind: 'incident' }>) {
  const kinds = classes?.map((each) => each.replaceAll('_', ' ')).join(', ') ?? 'any incident'
  const where = market === undefined ? '' : ` in ${market}`
  return `${kinds}${where}${least_severity ? `, ${least_severity} or worse` : ''}`
}
