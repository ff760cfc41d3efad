/**
 * Main module of the local Worker: the built Worker behind a gate. A cron named DRAIN_CRON closes
 * it; requests are then refused, to be repeated after the restart. Crons cannot come over HTTP.
 * Files of the dashboard come from a Worker of their own, as the network serves them in production.
 */
export const DRAIN_CRON = 'drain'
export const GATE_MODULE = 'drain-gate.js'

export const drainGate = (workerModule: string): string => `
import worker from './${workerModule}'
export * from './${workerModule}'

let draining = false
const problem = JSON.stringify({
  type: 'about:blank', title: 'Service Unavailable', status: 503, code: 'restarting',
  detail: 'This server is stopping. Repeat the request with the same Idempotency-Key.',
})

export default {
  ...worker,
  fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    if (pathname === '/' || pathname.startsWith('/assets/')) return env.ASSETS.fetch(request)
    if (!draining) return worker.fetch(request, env, context)
    const headers = { 'content-type': 'application/problem+json', 'retry-after': '2' }
    return new Response(problem, { status: 503, headers })
  },
  async scheduled(event, env, context) {
    if (event.cron === '${DRAIN_CRON}') draining = true
    else await worker.scheduled?.(event, env, context)
  },
}
`
