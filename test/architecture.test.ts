/**
 * The project's rules, checked on the import graph. A failing test names file, line and fix. The
 * floors and their reasons are in docs/architecture.md.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path/posix'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { hasLogic, withoutOwnTest } from './architecture/own-tests'
import { commentBreaks, nameBreaks } from './architecture/plain-words'

/** A room of `pipelines/` imports only from rooms with a smaller number. */
const FLOORS: Readonly<Record<string, number>> = {
  events: 1,
  wire: 2,
  lake: 2,
  market: 2,
  sources: 3,
  features: 3,
  intake: 4,
  aggregates: 4,
  indices: 5,
  trends: 5,
  experiments: 6,
  answers: 5,
  watch: 5,
  ledger: 6,
  registry: 6,
  observe: 6,
  decisions: 7,
}
/** Rooms that only tools and tests use; nothing that is served may import them. */
const WORKSHOP = ['simulator', 'training']
const MOST_FILES = 20

type Import = {
  readonly file: string
  readonly line: number
  readonly to: string
  /** An import of types alone calls nothing. */
  readonly isType: boolean
}

const sources = globSync('{models,pipelines,workers,tools}/**/*.{ts,tsx}')
  .filter((file) => !file.endsWith('.d.ts'))
  .sort()
const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))
const known = new Set(sources)
const imports = sources.flatMap(importsOf)

/** Every relative import and re-export, imports of types among them. */
function importsOf(file: string): readonly Import[] {
  const text = texts.get(file) ?? ''
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const requests = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      request: moduleRequest,
      isType: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map((entry) => ({ request: entry.moduleRequest, isType: entry.isType }))
    ),
  ]
  return requests.flatMap(({ request, isType }) => {
    if (!request?.value.startsWith('.')) return []
    const path = join(dirname(file), request.value)
    const to = [`${path}.ts`, `${path}.tsx`, path].find((candidate) => known.has(candidate))
    return to ? [{ file, line: lineAt(text, request.start), to, isType }] : []
  })
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Sets of nodes that reach each other, each once. */
function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const reach = (from: string, seen: Set<string> = new Set()): Set<string> => {
    for (const to of edges.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to))
    return seen
  }
  const reached = new Map([...edges.keys()].map((from) => [from, reach(from)]))
  const sets = [...reached]
    .filter(([from, to]) => to.has(from))
    .map(([from, to]) =>
      [...to]
        .filter((other) => reached.get(other)?.has(from))
        .sort()
        .join(' ')
    )
  return [...new Set(sets)]
}

function edgesBetween(nodeOf: (file: string) => string): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>()
  for (const { file, to } of imports) {
    const [from, target] = [nodeOf(file), nodeOf(to)]
    if (from === target) continue
    edges.set(from, (edges.get(from) ?? new Set()).add(target))
  }
  return edges
}

/** A file at the root of a room stands for itself: `workers/index.ts` wires what others hold. */
function folderOf(file: string): string {
  const folder = dirname(file)
  return folder.includes('/') ? folder : file
}

function described({ file, line, to }: Import, fix: string): string {
  return `${file}:${line} imports ${to}: ${fix}`
}

const roomOf = (file: string) => file.split('/')[1] ?? ''

test('the parser sees the imports it is to judge', () => {
  expect(imports.length).toBeGreaterThan(1_500)
  expect(
    circles(
      new Map([
        ['a', new Set(['b'])],
        ['b', new Set(['a'])],
        ['c', new Set(['a'])],
      ])
    )
  ).toEqual(['a b'])
})

test('imports go workers, pipelines, models and never back', () => {
  const height = ['models', 'pipelines', 'workers', 'tools']
  const levelOf = (file: string) => height.indexOf(file.split('/')[0] ?? '')
  const breaks = imports.filter(({ file, to }) => levelOf(to) > levelOf(file))
  expect(breaks.map((each) => described(each, 'move the shared part down'))).toEqual([])
})

test('a room of pipelines imports only from floors below its own', () => {
  const inside = imports.filter(
    ({ file, to }) =>
      file.startsWith('pipelines/') && to.startsWith('pipelines/') && roomOf(file) !== roomOf(to)
  )
  const breaks = inside.filter(({ file, to }) => {
    const floor = FLOORS[roomOf(file)]
    if (floor === undefined) return false
    return (FLOORS[roomOf(to)] ?? Number.POSITIVE_INFINITY) >= floor
  })
  expect(breaks.map((each) => described(each, 'move the shared part to a lower floor'))).toEqual([])
})

test('every room of pipelines has a floor or is a workshop', () => {
  const rooms = new Set(sources.filter((file) => file.startsWith('pipelines/')).map(roomOf))
  const unknown = [...rooms].filter((room) => !(room in FLOORS) && !WORKSHOP.includes(room))
  expect(unknown).toEqual([])
})

test('nothing that is served imports the simulator or the training rooms', () => {
  const breaks = imports.filter(
    ({ file, to }) =>
      to.startsWith('pipelines/') &&
      WORKSHOP.includes(roomOf(to)) &&
      !file.startsWith('tools/') &&
      !WORKSHOP.includes(roomOf(file))
  )
  expect(breaks.map((each) => described(each, 'pass what it needs as an argument'))).toEqual([])
})

test('no folders import each other in a circle', () => {
  expect(circles(edgesBetween(folderOf))).toEqual([])
})

test('no files import each other in a circle, types included', () => {
  expect(circles(edgesBetween((file) => file))).toEqual([])
})

test('a type is imported by an import statement, which the graph can see', () => {
  const hidden = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/:\s*import\(['"]\./g)].map(({ index }) => `${file}:${lineAt(text, index)}`)
  )
  expect(hidden).toEqual([])
})

test(`no folder holds more than ${MOST_FILES} source files flat; commands are counted apart`, () => {
  const counts = Map.groupBy(sources, dirname)
  const full = [...counts].filter(
    ([folder, files]) => folder !== 'tools' && files.length > MOST_FILES
  )
  expect(full.map(([folder, files]) => `${folder}: ${files.length}, split it`)).toEqual([])
})

test('the core imports no platform', () => {
  const platform = /from '(cloudflare:|node:|hono|@hono|drizzle-orm)/
  const breaks = [...texts]
    .filter(([file]) => /^(models|pipelines)\//.test(file))
    .flatMap(([file, text]) =>
      text
        .split('\n')
        .flatMap((line, index) => (platform.test(line) ? [`${file}:${index + 1}`] : []))
    )
  expect(breaks).toEqual([])
})

/** The one state that a module of the Worker holds: what each isolate keeps between requests. */
const ISOLATE_HOLDER = /^const isolates = new WeakMap<Env, Opened>\(\)$/

test('no module of what is served has a state of its own', () => {
  expect([...texts].flatMap(([file, text]) => moduleState(file, text))).toEqual([])
  expect(texts.get('workers/services.ts')?.split('\n').filter(isHolder)).toHaveLength(1)
})

/** A variable, a map or set that is empty or filled later, and a list or record that is changed. */
function moduleState(file: string, text: string): readonly string[] {
  if (!/^(models|pipelines|workers)\//.test(file)) return []
  return text.split('\n').flatMap((line, index) => {
    if (file === 'workers/services.ts' && isHolder(line)) return []
    return isModuleState(line, text) ? [`${file}:${index + 1} pass the holder as an argument`] : []
  })
}

function isHolder(line: string): boolean {
  return ISOLATE_HOLDER.test(line)
}

function isModuleState(line: string, text: string): boolean {
  if (/^(export )?let /.test(line)) return true
  const [, name, value = ''] = /^(?:export )?const (\w+)(?:: .+?)? = (.*)$/.exec(line) ?? []
  if (!name) return false
  if (/^new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\)/.test(value)) return true
  if (/\bnew (Map|Set|WeakMap|WeakSet)(<[^()]*>)?\(\)/.test(value) && !value.includes('=>'))
    return true
  if (!/^(\[|\{|new (Map|Set|WeakMap|WeakSet)\b)/.test(value)) return false
  return changes(name).test(text)
}

/** An assignment to a part of it, or a call that changes it. */
function changes(name: string): RegExp {
  const calls = 'set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill'
  const part = '(?:\\.\\w+|\\[[^\\]]+\\])'
  return new RegExp(
    `(?<![\\w.])${name}(?:${part}+ (?:[-+*/|&?]{0,2}=)(?!=)|${part}*\\.(?:${calls})\\()`
  )
}

test('state of a module is found however it is declared', () => {
  const found = (text: string) => moduleState('pipelines/a.ts', text).length
  for (const text of [
    'let known = 0',
    'const known = new Map()',
    'const known: Map<string, number> = new Map()',
    'const known = new WeakMap<object, Map<string, string>>()',
    'export const known: ReadonlySet<string> = new Set<string>()',
    'const memo = { known: new WeakMap<object, string>(), trips: 0 }',
    'const memo = { trips: 0 }\nfunction f() {\n  memo.trips += 1\n}',
    'const list: string[] = []\nfunction f() {\n  list.push(1)\n}',
    "const table = new Map([['a', 1]])\nfunction f() {\n  table.set('b', 2)\n}",
    'const table: Record<string, number> = {}\nfunction f() {\n  table[name] = 1\n}',
  ]) {
    expect([text, found(text)]).toEqual([text, 1])
  }
  for (const text of [
    "const NAMES = new Set(['a'])\nconst has = NAMES.has('a')",
    'const create = () => ({ known: new Map() })',
    'const LIMITS = { a: 1 }\nconst b = LIMITS.a === 2',
    'function f() {\n  const known = new Map()\n}',
  ]) {
    expect([text, found(text)]).toEqual([text, 0])
  }
  expect(moduleState('workers/a.ts', 'const isolates = new WeakMap<Env, Opened>()')).toHaveLength(1)
})

/** The only files that read the platform's clock or write its log. */
const CLOCK_AND_CONSOLE = ['workers/wall-clock.ts', 'workers/log.ts']
const OUTSIDE_OF_SERVICES: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'take `wallNow` or `now` from Services'],
  [/\bnew Date\(\s*\)/, 'take `wallNow` or `now` from Services'],
  [/\bconsole\b\s*[.[]/, 'write with `services.log`'],
]

function outsideOfServices(file: string, text: string): readonly string[] {
  if (!/^(models|pipelines|workers)\//.test(file) || CLOCK_AND_CONSOLE.includes(file)) return []
  return text
    .split('\n')
    .flatMap((line, index) =>
      OUTSIDE_OF_SERVICES.filter(([use]) => use.test(line)).map(
        ([, fix]) => `${file}:${index + 1} ${fix}`
      )
    )
}

test('the wall clock and the log reach what is served through Services alone', () => {
  expect([...texts].flatMap(([file, text]) => outsideOfServices(file, text))).toEqual([])
  const importers = imports.filter(({ to }) => to === 'workers/wall-clock.ts')
  expect(importers.map(({ file }) => file)).toEqual([
    // The page runs in a browser, where there are no services.
    'workers/dashboard/client/page-state.ts',
    'workers/dashboard/main.tsx',
    'workers/objects/key-meter.ts',
    'workers/objects/market-object.ts',
    'workers/objects/metrics-object.ts',
    'workers/objects/traveller-object.ts',
    'workers/services.ts',
  ])
})

test('a clock or a console of its own is found where it stands', () => {
  const text = 'const a = 1\nconst b = Date.now()\nconsole.info(new Date())\nclock(Date.now)\n'
  expect(outsideOfServices('workers/jobs/job.ts', text)).toEqual([
    'workers/jobs/job.ts:2 take `wallNow` or `now` from Services',
    'workers/jobs/job.ts:3 take `wallNow` or `now` from Services',
    'workers/jobs/job.ts:3 write with `services.log`',
    'workers/jobs/job.ts:4 take `wallNow` or `now` from Services',
  ])
  expect(outsideOfServices('tools/job.ts', text)).toEqual([])
})

test('the length of a day stands in the calendar alone', () => {
  const breaks = sources.filter((file) => /\b86_?400_?000\b/.test(texts.get(file) ?? ''))
  expect(breaks).toEqual([])
})

test('no object is packed only to be spread again', () => {
  const pack = /\.\.\.\{/
  const breaks = [...texts].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (pack.test(line) ? [`${file}:${index + 1}`] : []))
  )
  expect(breaks).toEqual([])
})

/** Words of a private vocabulary, and the plain ones that replace them. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/\bsister\b/i, 'held-out refit'],
  [/\blessons?\b/i, 'training row'],
  [/\b(nobody|no one) (saw|looked)\b/i, 'not observed'],
  [/\bof any worth\b/i, 'any measure'],
  [/\bwhat (came|became) of\b/i, 'outcome'],
  [/\bkeeps? (its|their) word\b/i, 'is still valid'],
  [/\b(is|are|was|were|be) told\b/i, 'is returned, is reported'],
  [/\btoo little was seen to tell\b/i, 'too few observations'],
]

test('public texts use the plain words of the glossary', () => {
  const pages = [
    'openapi.json',
    'README.md',
    ...globSync('{docs,models/artifacts,models/training}/**/*.md'),
  ]
  const breaks = pages.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        REPLACED.filter(([word]) => word.test(line)).map(
          ([word, plain]) => `${file}:${index + 1} has ${word.source}: write "${plain}"`
        )
      )
  )
  expect(breaks).toEqual([])
})

/** Where comments and names follow the glossary; a room is added once it does. */
const PLAIN_COMMENTS = '{models,pipelines,workers,tools,test}/**/*.{ts,tsx,py}'
const PLAIN_NAMES = '{models,pipelines,workers,tools}/**/*.ts'
/** Names of stored columns and published figures, which stay. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'pipelines/ledger/': ['said'],
  'workers/dashboard/plain/accuracy-sentences.ts': ['said'],
  'tools/accuracy/accuracy-tables.ts': ['said'],
  'tools/advise-panel.ts': ['asked'],
  'workers/storage/': ['said'],
  'pipelines/training/quote-validity/quote-figures.ts': ['held'],
}

test('comments have a subject, a verb and plain words', () => {
  const files = globSync(PLAIN_COMMENTS).filter((file) => !/generated|\.venv/.test(file))
  expect(files.length).toBeGreaterThan(700)
  expect(files.flatMap((file) => commentBreaks(file, readFileSync(file, 'utf8')))).toEqual([])
})

test('names are words of the glossary', () => {
  const breaks = globSync(PLAIN_NAMES).flatMap((file) => {
    const published = Object.keys(PUBLISHED).filter((place) => file.startsWith(place))
    const names = published.flatMap((place) => PUBLISHED[place] ?? [])
    return nameBreaks(file, readFileSync(file, 'utf8'), names)
  })
  expect(breaks).toEqual([])
})

test('a private word is found at its line, in comments and names but not in texts', () => {
  const text =
    "// What was asked.\nconst told = 'told'\n/**\n * Of a\n * document.\n */\nconst b = 1\n"
  expect(commentBreaks('a.ts', text).map((each) => each.split(' ')[0])).toEqual([
    'a.ts:1',
    'a.ts:1',
    'a.ts:3',
  ])
  expect(nameBreaks('a.ts', text)).toEqual([
    'a.ts:2 is named told: name the value: answer, response, view',
  ])
  expect(nameBreaks('a.ts', text, ['told'])).toEqual([])
  expect(commentBreaks('a.py', '#: Of a row.\n"""Tells all."""\n')).toHaveLength(2)
})

const FLOWS = ['From event to lake', 'From question to answer', 'From decision to ledger']

/** The files of a flow of docs/architecture.md, in their order. */
function filesOf(flow: string): readonly string[] {
  const page = readFileSync('docs/architecture.md', 'utf8')
  const section = page.split(`## ${flow}\n`)[1]?.split('\n## ')[0] ?? ''
  return /```text\n([\s\S]*?)```/.exec(section)?.[1]?.trim().split('\n') ?? []
}

/** Files that no file above them imports; the first one is the entry. */
function unlinked(files: readonly string[]): readonly string[] {
  return files.slice(1).filter((file, index) => {
    const above = files.slice(0, index + 1)
    return !imports.some((each) => each.to === file && !each.isType && above.includes(each.file))
  })
}

test.each(FLOWS)('%s: every file exists and is imported by one above it', (flow) => {
  const files = filesOf(flow)
  expect(files.length).toBeGreaterThan(15)
  expect(files[0]).toBe('workers/index.ts')
  expect(files.filter((file) => !known.has(file))).toEqual([])
  expect(unlinked(files)).toEqual([])
})

test('a file that the flow does not reach is found', () => {
  const [entry = '', app = ''] = filesOf('From event to lake')
  expect(unlinked([entry, app, 'tools/serve.ts'])).toEqual(['tools/serve.ts'])
  expect(unlinked([entry, 'workers/api/events.ts'])).toEqual(['workers/api/events.ts'])
})

test('file names stand once in the source, so that a name finds its file', () => {
  const names = Map.groupBy(
    sources.filter((file) => !/^(tools|workers\/api)\//.test(file)),
    (file) => basename(file)
  )
  const twice = [...names.values()].filter((files) => files.length > 1)
  expect(twice.map((files) => files.join(' = '))).toEqual([])
})

/** Files with logic that another test covers, and which one. */
const TESTED_BY: Readonly<Record<string, string>> = {
  'workers/admission/write-switch.ts': 'test/workers/api/read-only.test.ts',
  'workers/answering/booking-history.ts': 'test/workers/api/trends/demand-forecasts.test.ts',
  'workers/answering/city-markets.ts': 'test/workers/api/city-questions.test.ts',
  'workers/answering/experiment-of.ts': 'test/workers/api/recommendations/experiments.test.ts',
  'workers/answering/nearby-markets.ts': 'test/workers/api/city-airports.test.ts',
  'workers/answering/recalibration-of.ts': 'test/workers/jobs/recalibrate.test.ts',
  'workers/answering/take-city-markets.ts': 'test/workers/api/city-questions.test.ts',
  'workers/answering/warm/keep-insight.ts': 'test/workers/api/warm-insight.test.ts',
  'workers/answering/warm/recall-insight.ts': 'test/workers/api/warm-insight.test.ts',
  'workers/gateway/count-request.ts': 'test/workers/api/operations/metrics.test.ts',
  'workers/gateway/known-caller.ts': 'test/workers/api/warm-insight.test.ts',
  'workers/http/request-id.ts': 'test/workers/log.test.ts',
  'workers/index.ts': 'test/workers/jobs/schedule.test.ts',
  'workers/inference/deployment-state.ts': 'test/workers/inference/deployment.test.ts',
  'workers/inference/open-model.ts': 'test/workers/inference/parity.test.ts',
  'workers/inference/prefer-own.ts': 'test/workers/inference/own-models.test.ts',
  'workers/ingest/count-markets.ts': 'test/workers/ingest/consumer.test.ts',
  'workers/ingest/count-messages.ts': 'test/workers/jobs/alerting/watch-slos.test.ts',
  'workers/ingest/receive.ts': 'test/workers/api/events.test.ts',
  'workers/ingest/retry-letter.ts': 'test/workers/api/dead-letters.test.ts',
  'workers/jobs/alerting/evaluate-alerts.ts': 'test/workers/api/alerting/alerting.test.ts',
  'workers/jobs/backfill.ts': 'test/workers/jobs/aggregate-days.test.ts',
  'workers/jobs/backup-database.ts': 'test/workers/recovery/backup.test.ts',
  'workers/jobs/write-ledger.ts': 'test/workers/jobs/settle-decisions.test.ts',
  'workers/lake/aggregate-day.ts': 'test/workers/jobs/aggregate-days.test.ts',
  'workers/lake/compactor.ts': 'test/workers/jobs/compact-lake.test.ts',
  'workers/lake/curated-store.ts': 'test/workers/jobs/compact-lake.test.ts',
  'workers/notify/fan-out.ts': 'test/workers/jobs/alerting/deliver-webhooks.test.ts',
  'workers/objects/traveller-object.ts': 'test/workers/api/recommendations/offers-rank.test.ts',
  'workers/observe/read-metrics.ts': 'test/workers/api/operations/metrics.test.ts',
  'workers/registry/change-alias.ts': 'test/workers/api/registry/models.test.ts',
  'workers/registry/judge-version.ts': 'test/workers/api/registry/models.test.ts',
  'workers/registry/upload-version.ts': 'test/workers/api/registry/models.test.ts',
  'workers/services.ts': 'test/faults/run.test.ts',
  'workers/storage/aggregates/read-aggregates.ts': 'test/workers/api/trends/indices.test.ts',
  'workers/storage/aggregates/read-bookings.ts': 'test/workers/api/trends/demand-forecasts.test.ts',
  'workers/storage/aggregates/read-trends.ts': 'test/workers/api/trends/trends.test.ts',
  'workers/storage/anomalies/incident-rows.ts': 'test/workers/jobs/scan-anomalies.test.ts',
  'workers/storage/anomalies/limit-rows.ts': 'test/workers/jobs/scan-anomalies.test.ts',
  'workers/storage/experiments/experiment-rows.ts':
    'test/workers/api/recommendations/experiments.test.ts',
  'workers/storage/scores/score-rows.ts': 'test/workers/jobs/score-markets.test.ts',
  'workers/watch/follow-findings.ts': 'test/workers/jobs/scan-anomalies.test.ts',
  'workers/watch/scan-suspects.ts': 'test/workers/jobs/scan-anomalies.test.ts',
  'workers/watch/watch-store.ts': 'test/workers/jobs/scan-anomalies.test.ts',
  'workers/watch/watched-hours.ts': 'test/workers/jobs/scan-anomalies.test.ts',
}

test('a file of workers with logic has a test of its own name', () => {
  const tests = globSync('test/**/*.test.ts')
  // Routes read, decide by a function of the core and answer; account-matrix requests them all.
  // Pages of the dashboard run in a browser.
  const own = [...texts].filter(([file]) => /^workers\/(?!api\/|dashboard\/)/.test(file))
  const lacking = withoutOwnTest(new Map(own), tests)
  expect(lacking.filter((file) => !(file in TESTED_BY))).toEqual([])
  // An exception ends with its reason.
  expect(Object.keys(TESTED_BY).filter((file) => !lacking.includes(file))).toEqual([])
  const covering = Object.values(TESTED_BY)
  expect(covering.filter((file) => !tests.includes(file))).toEqual([])
})

test('a file that decides something needs a test, one that declares or connects does not', () => {
  const texts = new Map([
    ['workers/a/decides.ts', 'export const f = (a: number) => (a > 1 ? a : 1)'],
    ['workers/a/tested.ts', 'export const f = (a: number) => a || 1'],
    ['workers/a/table.ts', "export const TABLE = { a: 'b' } as const"],
  ])
  expect(withoutOwnTest(texts, ['test/node/tested.test.ts'])).toEqual(['workers/a/decides.ts'])
  expect(hasLogic('a.ts', 'export const f = (a: string) => g(a).trim()')).toBe(false)
  expect(hasLogic('a.ts', 'for (const a of b) c(a)')).toBe(true)
})
