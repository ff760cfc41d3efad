/** `/openapi.json` and `/docs`, both made from the route contracts. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import swaggerCss from 'swagger-ui-dist/swagger-ui.css'
import swaggerScript from 'swagger-ui-dist/swagger-ui-bundle.js'
import { magicMarketsText } from '../../models/airline/sandbox-markets'
import type { AppEnv } from '../http/app-env'
import { costsText } from '../metering/costs'
import { describeParameters } from './parameters'
import { describeRefusals } from './refusals'

const ABOUT = {
  openapi: '3.1.0',
  info: {
    title: 'Fareline',
    version: '1',
    description:
      'Airline price intelligence. Search events go in; price insight comes out, with the evidence it rests on. ' +
      'Errors are RFC 9457 problems. With a test key, `Fareline-Now: <RFC 3339>` sets the clock of a request.\n\n' +
      `## Sandbox markets\n\nThey behave the same every day, to build against:\n\n${magicMarketsText()}\n\n` +
      '## Quotas\n\nEach key has a quota of units a minute, which `RateLimit` and `RateLimit-Policy` ' +
      `state. An operation takes:\n\n${costsText()}\n`,
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
  },
  servers: [{ url: '/', description: 'The Worker that serves this document' }],
  tags: [
    { name: 'Ingest', description: 'Send search events and follow them until they count.' },
    { name: 'Price intelligence', description: 'Insight, forecasts, calendars and quote checks.' },
    { name: 'Recommendations', description: 'Ranked offers, and what travellers did with them.' },
    { name: 'Discovery', description: 'Places and markets that can be named in a question.' },
    { name: 'Accuracy', description: 'How earlier answers compare with what happened.' },
    { name: 'Trends', description: 'Indices, demand and trends, from daily aggregates.' },
    { name: 'Anomalies', description: 'Incidents, verdicts on them, and scores of offers.' },
    { name: 'Alerts', description: 'Rules, alerts and the webhooks that carry them.' },
    { name: 'Money', description: 'Exchange rates.' },
    { name: 'Models', description: 'Versions of models, and which of them answers.' },
    { name: 'Operations', description: 'Keys, jobs, data quality, privacy and health.' },
    { name: 'Amadeus dialect', description: 'Paths and shapes of Amadeus Self-Service.' },
  ],
  security: [{ key: [] }],
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fareline API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

/** A file of its own: the page's policy allows no script within it. */
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true })\n"

const CACHE = 'public, max-age=86400'

export function addDocs(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'sk_test_... or sk_live_...; locally sk_test_sandbox',
  })
  app.get('/openapi.json', (c) =>
    c.json(describeRefusals(describeParameters(app.getOpenAPI31Document(ABOUT))))
  )
  app.get('/docs', (c) => c.html(PAGE))
  app.get('/docs/swagger-ui.css', (c) =>
    c.body(swaggerCss, 200, { 'content-type': 'text/css', 'cache-control': CACHE })
  )
  app.get('/docs/start.js', (c) =>
    c.body(START, 200, { 'content-type': 'text/javascript', 'cache-control': CACHE })
  )
  app.get('/docs/swagger-ui.js', (c) =>
    c.body(swaggerScript, 200, { 'content-type': 'text/javascript', 'cache-control': CACHE })
  )
}
