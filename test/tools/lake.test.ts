/** The lake's command lines as a user runs them, beside a server and without one. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postEvents, waitUntilSettled } from '../../tools/server/events-client'
import { freePort } from '../../tools/server/free-port'
import { runningServer } from '../../tools/server/running-server'
import { type Server, startServer } from '../../tools/server/server'
import { booking, offer, search } from '../build/native-events'

const KEY = 'sk_test_sandbox'
const root = join(import.meta.dirname, '../..')
let state = ''
let server: Server | undefined

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'fareline-lake-'))
  server = await startServer(await freePort(18_400), state)
})
afterAll(async () => {
  await server?.stop()
  await rm(state, { recursive: true, force: true })
})

async function tool(name: string, ...args: string[]) {
  const argv = ['--import', 'tsx', `tools/${name}.ts`, ...args, '--state', state]
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, argv, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    )
  })
}

async function send(name: string, events: readonly object[]) {
  const target = { url: server?.url ?? '', key: KEY }
  const lines = events.map((event) => JSON.stringify(event))
  const { receipt_id } = await postEvents(target, lines, name, Date.parse('2026-11-20T12:00:30Z'))
  await waitUntilSettled(target, receipt_id)
}

async function sql(statement: string) {
  const { code, stdout, stderr } = await tool('sql', statement, '--json')
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout).rows
}

test('the tables are there before anything is in them', async () => {
  expect(await sql('select count(*) as n from decisions')).toEqual([{ n: 0 }])
  expect(await sql('select count(*) as n from raw_events')).toEqual([{ n: 0 }])
})

test('beside a running server: events in, compacted, verified and queried in SQL', async () => {
  await send('first', [search({ price_offers: [offer(), offer({ price: 99 })] }), booking()])
  const job = await tool('job', 'compact-lake', '--json')
  expect(job.code, job.stderr).toBe(0)
  // The cron may have been there first.
  expect(JSON.parse(job.stdout)).toMatchObject({ job: 'compact-lake', report: { more: false } })

  const verified = await tool('lake', 'verify', '--json')
  expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([0, { ok: true }])
  expect(
    await sql(`select airline, amount_minor, departure_date::varchar as day, occurred_at
      from price_offers order by position`)
  ).toEqual([
    { airline: 'TP', amount_minor: 23_448, day: '2026-12-20', occurred_at: INSTANT },
    { airline: 'TP', amount_minor: 9_900, day: '2026-12-20', occurred_at: INSTANT },
  ])
  expect(await sql('select booking_id, search_id from bookings')).toEqual([
    { booking_id: 'b-1', search_id: 's-1' },
  ])
}, 60_000)
const INSTANT = '2026-11-20 12:00:00+00'

test('a period outside of what arrived holds nothing, and that is no difference', async () => {
  const { code, stdout } = await tool('lake', 'verify', '--to', '2020-01-01T00:00:00Z', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).counts).toContainEqual({ where: 'raw', what: 'lines', count: 0 })
})

test('a statement that cannot be run says why and exits with 1', async () => {
  const { code, stderr } = await tool('sql', 'select nothing from nowhere')
  expect([code, stderr]).toEqual([1, expect.stringContaining('nowhere')])
})

test('without a server, a job starts one and stops it again', async () => {
  await send('second', [search({ search_id: 's-2' })])
  await server?.stop()
  expect(runningServer(state)).toBeUndefined()
  const job = await tool('job', 'compact-lake', '--json')
  expect(job.code, job.stderr).toBe(0)
  expect(runningServer(state)).toBeUndefined()
  expect(await sql('select count(*) as n from search_events')).toEqual([{ n: 2 }])
}, 60_000)

test('one session answers statement after statement, the later ones in half a second', async () => {
  const argv = ['--import', 'tsx', 'tools/sql.ts', '--json', '--state', state]
  const text = 'select 1 as one; select count(*) as n from search_events; select 2 as two'
  const lines = await new Promise<string[]>((resolve, reject) => {
    const child = execFile(process.execPath, argv, { cwd: root }, (error, stdout) =>
      error ? reject(error) : resolve(stdout.trim().split('\n'))
    )
    child.stdin?.end(text)
  })
  const answers = lines.map((line) => JSON.parse(line))
  expect(answers.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ n: 2 }], [{ two: 2 }]])
  for (const { seconds } of answers) expect(seconds).toBeLessThan(0.5)
}, 60_000)

test('rows are written as CSV and as Parquet, and no other form', async () => {
  const query = 'select search_id from search_events order by search_id'
  for (const name of ['out.csv', 'out.parquet']) {
    const file = join(state, name)
    const written = await tool('sql', query, '--out', file)
    expect(written.stdout, written.stderr).toContain('2 rows')
    expect(await sql(`select count(*) as n from '${file}'`)).toEqual([{ n: 2 }])
  }
  const refused = await tool('sql', query, '--out', 'out.txt')
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('end the name in .csv or .parquet'),
  ])
}, 60_000)

test('setup prints the rules and the pipelines, and knows only what is deployed', async () => {
  const argv = ['--import', 'tsx', 'tools/setup-lake.ts', '--env']
  const run = (env: string) =>
    new Promise<string>((resolve) => {
      execFile(process.execPath, [...argv, env], { cwd: root }, (_, stdout, stderr) =>
        resolve(stdout + stderr)
      )
    })
  expect(await run('production')).toContain('lifecycle set fareline-lake-production')
  expect(await run('nowhere')).toContain('--env must be production or staging')
})
