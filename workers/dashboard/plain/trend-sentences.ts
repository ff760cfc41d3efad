import { dayText } from './age-text'
import type { Schema } from './api-types'
import { numberText } from './shown-number'

/** How the last period of an index compares with its base. */
export function indexSentence({ periods, base_period }: Schema['FareIndex']): string {
  const last = periods.findLast(({ index }) => index !== null)
  if (!last || last.index === null) return 'Too few fares were observed for an index.'
  const change = last.index - 100
  const way = change < 0 ? 'less' : 'more'
  return `Fares for like cost ${numberText(Math.abs(change), 1)} % ${way} in the week of ${dayText(last.period)} than in that of ${dayText(base_period ?? last.period)}.`
}

export function peaksSentence(weeks: Schema['TravelPeriods']['weeks']): string {
  const peaks = weeks.filter(({ peak }) => peak).map(({ week }) => dayText(week))
  if (peaks.length === 0) return 'No week stands out from the weeks around it.'
  return `Searched much more than the weeks around them: ${peaks.join(', ')}.`
}
