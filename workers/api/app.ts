/** The HTTP side: ids, clock, keys and problems around the resources. */
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { sentenceOf } from '../../pipelines/wire/sentences'
import { admitWork } from '../admission/admit-work'
import { authenticate } from '../gateway/auth'
import { countRequest } from '../gateway/count-request'
import { allowOrigins } from '../gateway/cross-origin'
import { countUsage } from '../gateway/quota'
import { refuseUnknownNames } from '../http/contract-names'
import { allowedMethods } from '../http/methods'
import { operationOf } from '../http/operation'
import { contractOf } from '../http/operation-names'
import { problem } from '../http/problem'
import { requestIdOf } from '../http/request-id'
import { logRequest } from '../http/request-log'
import { createRouter } from '../http/router'
import { setSecurityHeaders } from '../http/security-headers'
import { serverTiming } from '../http/timing'
import { Unavailable } from '../http/unavailable'
import { addMcp } from '../mcp/mcp'
import { connect } from '../services'
import { apiKeys } from './account/api-keys'
import { auditLog } from './account/audit-log'
import { pools } from './account/pools'
import { usage } from './account/usage'
import { userExport } from './account/user-export'
import { users } from './account/users'
import { accuracy } from './accuracy'
import { alertRules } from './alerting/alert-rules'
import { alerts } from './alerting/alerts'
import { webhookDeliveries } from './alerting/webhook-deliveries'
import { webhookEndpoints } from './alerting/webhook-endpoints'
import { accessTokens } from './amadeus/access-token'
import { amadeusBoundary, amadeusFailure, isAmadeusPath } from './amadeus/boundary'
import { amadeusDirectDestinations } from './amadeus/direct-destinations'
import { amadeusFlightChoice } from './amadeus/flight-choice'
import { amadeusFlightDates } from './amadeus/flight-dates'
import { amadeusPriceMetrics } from './amadeus/itinerary-price-metrics'
import { amadeusReferenceData } from './amadeus/reference-data'
import { anomalies } from './anomalies/anomalies'
import { anomalyScores } from './anomalies/anomaly-scores'
import { anomalyVerdicts } from './anomalies/anomaly-verdicts'
import { dataQuality } from './data-quality'
import { deadLetters } from './dead-letters'
import { decisions } from './decisions'
import { markets } from './discovery/markets'
import { places } from './discovery/places'
import { addDocs } from './docs'
import { events } from './events'
import { exchangeRates } from './exchange-rates'
import { health } from './health'
import { jobs } from './jobs'
import { marketFeatures } from './market-features'
import { jobRuns } from './operations/job-runs'
import { metrics } from './operations/metrics'
import { readOnly } from './operations/read-only'
import { rebuild } from './operations/rebuild'
import { slos } from './operations/slos'
import { priceCalendars } from './price-calendar'
import { priceInsights } from './price-insights'
import { priceInsightsBatch } from './price-insights-batch'
import { pricePredictions } from './price-predictions'
import { quotes } from './quotes'
import { receipts } from './receipts'
import { experiments } from './recommendations/experiments'
import { feedback } from './recommendations/feedback'
import { offersRank } from './recommendations/offers-rank'
import { modelAliases } from './registry/model-aliases'
import { modelVersions } from './registry/model-versions'
import { models } from './registry/models'
import { scoredDepartures } from './scores/scored-departures'
import { airportDemandForecasts } from './trends/airport-demand-forecasts'
import { competitorTrends } from './trends/competitors'
import { demandForecasts } from './trends/demand-forecasts'
import { growthTrends } from './trends/growth'
import { indices } from './trends/indices'
import { searchPatternTrends } from './trends/search-patterns'
import { travelPeriodTrends } from './trends/travel-periods'

export const app = createRouter()
// Validators word their own issues as sentences where a schema has no text of its own.
z.config({ customError: sentenceOf })

const contract = contractOf(app)

app.use(async (c, next) => {
  const start = performance.now()
  c.set('requestId', requestIdOf(c.req.raw.headers))
  c.set('timing', [])
  c.set('contract', contract)
  const services = connect(c.env, {
    requestId: c.get('requestId'),
    route: operationOf(c),
    defer: (work) => c.executionCtx.waitUntil(work),
  })
  c.set('services', services)
  await next()
  countUsage(c)
  setSecurityHeaders(c.res.headers, c.get('principal') !== undefined)
  // Hono's `c.header` would copy the finished response, `c.var` builds an object at each access.
  c.res.headers.set('x-request-id', c.get('requestId'))
  const totalMs = performance.now() - start
  c.res.headers.set('server-timing', serverTiming(c.get('timing'), totalMs))
  logRequest(c, totalMs)
  countRequest(c, totalMs)
})
app.use(allowOrigins)
app.use(admitWork)
// Before the rest of /v1: this dialect lets callers in, and turns them away, in its own words.
app.route('/', accessTokens)
app.route('/', amadeusPriceMetrics)
app.route('/', amadeusFlightDates)
app.route('/', amadeusFlightChoice)
app.route('/', amadeusReferenceData)
app.route('/', amadeusDirectDestinations)
app.route('/', amadeusBoundary)

app.use('/v1/*', authenticate)
app.use(refuseUnknownNames)

app.route('/', health)
app.route('/', events)
app.route('/', receipts)
app.route('/', deadLetters)
app.route('/', priceInsights)
app.route('/', priceInsightsBatch)
app.route('/', pricePredictions)
app.route('/', priceCalendars)
app.route('/', marketFeatures)
app.route('/', markets)
app.route('/', places)
app.route('/', scoredDepartures)
app.route('/', quotes)
app.route('/', offersRank)
app.route('/', feedback)
app.route('/', experiments)
app.route('/', exchangeRates)
app.route('/', decisions)
app.route('/', accuracy)
app.route('/', jobs)
app.route('/', jobRuns)
app.route('/', rebuild)
app.route('/', readOnly)
app.route('/', metrics)
app.route('/', slos)
app.route('/', models)
app.route('/', modelVersions)
app.route('/', modelAliases)
app.route('/', dataQuality)
app.route('/', indices)
app.route('/', demandForecasts)
app.route('/', airportDemandForecasts)
app.route('/', growthTrends)
app.route('/', travelPeriodTrends)
app.route('/', searchPatternTrends)
app.route('/', competitorTrends)
app.route('/', anomalies)
app.route('/', anomalyVerdicts)
app.route('/', anomalyScores)
app.route('/', alerts)
app.route('/', alertRules)
app.route('/', webhookEndpoints)
app.route('/', webhookDeliveries)
app.route('/', users)
app.route('/', userExport)
app.route('/', apiKeys)
app.route('/', pools)
app.route('/', usage)
app.route('/', auditLog)
addDocs(app)
addMcp(app)

/** Long enough for a part that restarts, short enough for a sender that waits. */
const RETRY_AFTER_SECONDS = '2'

app.notFound((c) => {
  const methods = allowedMethods(app.routes, c.req.path)
  if (methods.length === 0) return problem(c, 'not-found', `There is no ${c.req.path}; see /docs.`)
  c.header('allow', methods.join(', '))
  return problem(c, 'method-not-allowed', `${c.req.path} takes ${methods.join(', ')}.`)
})

app.onError((error, c) => {
  if (isAmadeusPath(c.req.path)) return amadeusFailure(c, error)
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, 'invalid-request', error.message || 'The body could not be read.')
  }
  c.get('services').log.error('request failed', { error })
  if (error instanceof Unavailable) {
    c.header('retry-after', RETRY_AFTER_SECONDS)
    return problem(c, 'unavailable', `${error.message}. Repeat the request as it was.`)
  }
  return problem(c, 'internal', 'The failure was logged under this request_id.')
})
