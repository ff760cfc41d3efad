/**
 * Assembles the evidence about the price of a trip. A field without evidence is absent, and the status
 * and its reason state how much evidence there was.
 */
import type { FoundGroup } from '../../market/groups/group-for'
import { sendersBehind } from '../../market/pool/senders-behind'
import { abstain } from '../evidence/abstention'
import { type Exchanged, exchangedBy, historyIn, predictionIn } from '../evidence/answer-currency'
import { type HistoryDay, historyOf, type LowestPrice, lowestPriceOf } from '../evidence/history'
import { evidenceGroup, observedGroup } from '../evidence/own-group'
import type { InsightQuestion } from '../evidence/question'
import { combinedTrip, lowestOfTrip, NO_ADVICE_OF_COMBINED } from './combined-trip'
import { explainPrice } from './explain-price'
import type { Evidence, InsightInputs, PriceInsight } from './insight-types'
import { compareWith, EXACT, judgeEvidence, judgePrice } from './judge-price'
import { lookAhead, whyNoAdvice } from './look-ahead'
import { quarantinedFares } from './quarantined-fares'
import { withWiderLevel } from './wider-levels'

export function priceInsight(question: InsightQuestion, inputs: InsightInputs): PriceInsight {
  const { market, departureDate } = question
  const { snapshotRead, fareGroup, conversion, prediction, now } = inputs
  const at = snapshotRead.snapshot?.at ?? now
  const exchanged = exchangedBy(conversion)
  const observed = fareGroup && observedGroup(fareGroup, question, at)
  const history = observed ? historyIn(historyOf(observed.group, departureDate, at), exchanged) : []
  const wanted = conversion?.to ?? fareGroup?.currency ?? question.currency
  const combined = combinedTrip(question, wanted, inputs)
  const lowestPrice = lowestOfTrip(question, roundTripOf(history, observed), combined)
  const known = {
    market,
    departureDate,
    lowestPrice,
    quarantine: quarantinedFares(snapshotRead.snapshot, question, departureDate),
    history,
    ...predicted(inputs, exchanged),
    ...forward(question, inputs, exchanged, lowestPrice),
  }

  const comparison = compareWith(fareGroup, question, at)
  if (!comparison || !observed) {
    const observations = fareGroup?.windows['30d']?.count ?? 0
    const currency = wanted ?? combined?.currency
    const unseen = {
      ...known,
      ...abstain(question, snapshotRead, inputs),
      currency,
      evidence: evidenceOf(inputs, { level: 'none', observations }),
    }
    return withWiderLevel(unseen, { ...question, currency }, combined, inputs)
  }

  const currency = conversion?.to ?? comparison.fareGroup.currency
  const isCombined = lowestPrice?.fareKind === 'combined'
  const lowest = { amountMinor: lowestPrice?.amountMinor, observed: isCombined ? EXACT : observed }
  const { isCoherent, ...judgement } = judgeEvidence(comparison, prediction, now)
  const { comparables, found } = comparison
  return {
    ...known,
    ...judgement,
    ...(!isCoherent && { coverage: null }),
    currency,
    ...judgePrice(comparison, question, lowest, conversion, currency),
    evidence: {
      ...evidenceOf(inputs, comparables),
      group: evidenceGroup(question, found, observed),
    },
  }
}

/** The lowest fare of the latest day; one of another stay is not of the dates in question. */
function roundTripOf(history: readonly HistoryDay[], observed: FoundGroup | undefined) {
  const lowest = lowestPriceOf(history)
  if (!lowest || !observed) return undefined
  const { widened } = observed
  return {
    ...lowest,
    isOfTheseDates: !widened.includes('near_stay') && !widened.includes('any_stay'),
  }
}

function forward(
  question: InsightQuestion,
  { outlook, outlookModel = '', fareGroup, conversion, record, now }: InsightInputs,
  exchanged: Exchanged,
  lowest: LowestPrice | undefined
): Pick<PriceInsight, 'ahead' | 'whyNoAdvice'> {
  // Without comparable fares the status already gives the reason.
  if (lowest?.fareKind === 'combined') return { whyNoAdvice: NO_ADVICE_OF_COMBINED }
  if (!fareGroup) return {}
  const currency = conversion?.to ?? fareGroup.currency
  const money = { exchanged, currency }
  const model = outlookModel
  const ahead = outlook && lookAhead(question, { outlook, model }, money, record, now)
  return { ahead, whyNoAdvice: whyNoAdvice(ahead, lowest, question.daysToDeparture, now) }
}

function predicted(
  { prediction, basis, coverage, why }: InsightInputs,
  exchanged: Exchanged
): Pick<PriceInsight, 'predictedFare' | 'basis' | 'coverage' | 'explanations' | 'dayLaterMinor'> {
  if (!prediction) return {}
  const predictedFare = predictionIn(prediction, exchanged)
  const known = { predictedFare, basis, coverage }
  if (!why) return known
  const { explanation, row, nextDayMinor } = why
  const { amountMinor } = predictedFare
  return {
    ...known,
    explanations: explainPrice(explanation, amountMinor, row),
    dayLaterMinor: nextDayMinor === undefined ? undefined : exchanged(nextDayMinor) - amountMinor,
  }
}

function evidenceOf(
  {
    snapshotRead: { snapshot, source },
    fareGroup,
    conversion,
    model,
    outlookModel,
    now,
  }: InsightInputs,
  compared: Pick<Evidence, 'level' | 'observations' | 'departures' | 'daysToDeparture'>
): Evidence {
  return {
    level: compared.level,
    observations: compared.observations,
    departures: compared.departures,
    daysToDeparture: compared.daysToDeparture,
    lastObservedAt: fareGroup?.lastObservedAt ?? snapshot?.lastObservedAt,
    snapshotAgeMs: snapshot && Math.max(0, now - snapshot.at),
    source,
    markets: snapshot?.markets,
    model,
    outlookModel,
    conversion,
    senders: fareGroup?.senders && sendersBehind(fareGroup.senders, compared.daysToDeparture),
  }
}
