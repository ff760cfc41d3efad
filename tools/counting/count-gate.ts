/**
 * Main module of a Worker that counts: GET COUNTS_PATH returns the counts since the start. Requests
 * are spread at random over as many isolates as the deployment is supposed to have: what a Worker
 * keeps between requests belongs to its `env`, so a copy of `env` is an isolate of its own.
 */
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { BindingKinds } from './counted-env'

export const COUNTS_PATH = '/_counts'
export const COUNT_MODULE = 'count-gate.js'
const COUNTERS = 'counters.js'

export type Gate = {
  /** The module of the built Worker. */
  readonly main: string
  readonly kinds: BindingKinds
  /** Classes of its objects. */
  readonly classes: readonly string[]
  readonly isolates: number
  /** A cron that only ends a server. */
  readonly drainCron: string
}

export type GateModule = {
  readonly type: 'ESModule'
  readonly path: string
  readonly contents: string
}

export function countModules(about: Gate): readonly GateModule[] {
  const contents = gate(about)
  return [
    { type: 'ESModule', path: COUNT_MODULE, contents },
    { type: 'ESModule', path: COUNTERS, contents: counters() },
  ]
}

function counters(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'counters.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const gate = ({ main, kinds, classes, isolates, drainCron }: Gate) => `
import worker, * as built from './${main}'
import { createCounter } from './${COUNTERS}'
export * from './${main}'

const counter = createCounter(${JSON.stringify(kinds)}, ${isolates})
${classes
  .map(
    (name) => `export class ${name} extends built.${name} {
  constructor(context, env) { super(counter.object(context), counter.env(env)) }
  alarm(...args) { counter.alarm(); return super.alarm?.(...args) }
}`
  )
  .join('\n')}
export default {
  ...worker,
  fetch(request, env, context) {
    if (new URL(request.url).pathname === '${COUNTS_PATH}') return Response.json(counter.read())
    return worker.fetch(request, counter.request(env), context)
  },
  queue: (batch, env, context) => worker.queue(counter.batch(batch), counter.env(env), context),
  scheduled(event, env, context) {
    if (event.cron === '${drainCron}') return
    counter.cron()
    return worker.scheduled(event, counter.env(env), context)
  },
}
`
