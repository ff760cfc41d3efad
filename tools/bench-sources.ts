/**
 * npm run bench:sources [-- FILE|FOLDER... --seconds 2 --events 1000000 --json]: what
 * reading a document costs, by source, alone and from HTTP to counted; and native events in ten
 * parts, whose pace and memory should be flat.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../pipelines/intake/recognise'
import { load } from './bench/bench-jobs'
import { machine } from './bench/bench-report'
import { childrenCpuMs } from './bench/cpu-time'
import { childrenMemory } from './bench/process-memory'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { documentFiles, type RecordedDocument, readRecorded } from './replay/recorded-documents'
import { type Posted, postDocument, type Target, waitUntilSettled } from './server/events-client'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { type Server, startServer } from './server/server'

const PARTS = 10
const POSTS_IN_FLIGHT = 3

await runCommand(COMMANDS['bench:sources'], async ({ values, positionals }) => {
  const documents = await recorded(positionals)
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-bench-sources-'))
  const server = await startServer(await freePort(8_940), stateDir)
  try {
    const sources = []
    const seconds = Number(values.seconds)
    for (const document of documents) {
      const alone = readAlone(document, seconds)
      sources.push({ ...alone, ...(await postMany(server, document, seconds)) })
    }
    const growth = await postEvents(server, Number(values.events))
    if (values.json) console.log(JSON.stringify({ ...machine(), sources, growth }))
    else console.log(tables(sources, growth))
  } finally {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

async function recorded(paths: readonly string[]): Promise<RecordedDocument[]> {
  const files = await Promise.all(
    paths.map(async (path) => ((await stat(path)).isDirectory() ? documentFiles(path) : [path]))
  )
  const read = await Promise.all(files.flat().map(readRecorded))
  return read.filter((document) => typeof document !== 'string').filter(holdsOffers)
}

function holdsOffers({ result }: RecordedDocument): boolean {
  return result.events.length > 0
}

/** Measures the adapter alone in Node, from text to searches. */
function readAlone({ file, text, source, result }: RecordedDocument, seconds: number) {
  const context = { receivedAt: 0, documentId: 'bench' }
  const began = performance.now()
  let rounds = 0
  let elapsed = 0
  while (elapsed < seconds * 1_000) {
    readDocument(text, context, source)
    rounds += 1
    elapsed = performance.now() - began
  }
  const perSecond = (rounds * 1_000) / elapsed
  const offers = result.events.reduce((sum, { price_offers }) => sum + price_offers.length, 0)
  return {
    file: basename(file),
    source,
    kilobytes: Math.round(text.length / 1e3),
    searches: result.events.length,
    offers,
    megabytesPerSecond: round((perSecond * text.length) / 1e6),
    offersPerSecond: Math.round(perSecond * offers),
  }
}

/**
 * Posts the same document under other ids; the last second is the queue's, which waits to fill a
 * batch.
 */
async function postMany(server: Server, document: RecordedDocument, forSeconds: number) {
  const target: Target = { url: server.url, key: SANDBOX_KEY }
  const cpuBefore = childrenCpuMs(server.pid) ?? Number.NaN
  const began = performance.now()
  const posted: Posted[] = []
  let number = 0
  const sender = async () => {
    while (performance.now() - began < forSeconds * 1_000) {
      number += 1
      posted.push(await postDocument(target, renamed(document, number), document.clock))
    }
  }
  await Promise.all(Array.from({ length: POSTS_IN_FLIGHT }, sender))
  for (const { receipt_id } of posted) await waitUntilSettled(target, receipt_id, 20)
  const seconds = (performance.now() - began) / 1_000
  const cpuMs = (childrenCpuMs(server.pid) ?? Number.NaN) - cpuBefore
  const offers = posted.reduce((sum, each) => sum + (each.offers ?? 0), 0)
  const searches = posted.reduce((sum, { accepted }) => sum + accepted, 0)
  return {
    accepted: searches,
    httpSearchesPerSecond: Math.round(searches / seconds),
    httpOffersPerSecond: Math.round(offers / seconds),
    httpMegabytesPerSecond: round((posted.length * document.text.length) / 1e6 / seconds),
    cpuMicrosPerOffer: round((cpuMs * 1_000) / offers),
  }
}

/**
 * Adds a number to the document's id; a document without one is identified by its hash, which a
 * space changes.
 */
function renamed({ text, result }: RecordedDocument, number: number): string {
  const [id = ''] = result.events[0]?.search_id.split('/') ?? []
  const spaces = ' '.repeat(number)
  return (id !== '' ? text.replaceAll(id, `${id}${number}`) : text) + spaces
}

/** Posts events of ten offers, a tenth at a time. */
async function postEvents(server: Server, events: number) {
  const target: Target = { url: server.url, key: SANDBOX_KEY }
  const growth = []
  for (let part = 1; part <= PARTS && events > 0; part += 1) {
    const cpuBefore = childrenCpuMs(server.pid) ?? Number.NaN
    const size = Math.ceil(events / PARTS)
    const perSecond = await load(
      { kind: 'ingest', target, events: size, run: `${Date.now()}-${part}` },
      z.number()
    )
    const cpuMs = (childrenCpuMs(server.pid) ?? Number.NaN) - cpuBefore
    growth.push({
      events: part * size,
      eventsPerSecond: Math.round(perSecond),
      cpuMicros: round((cpuMs * 1_000) / size),
      memoryMegabytes: Math.round((childrenMemory(server.pid) ?? Number.NaN) / 1e6),
    })
  }
  return growth
}

type Rows = readonly Readonly<Record<string, unknown>>[]

function tables(sources: Rows, growth: Rows): string {
  return [sources, growth]
    .filter((rows) => rows.length > 0)
    .map((rows) =>
      textTable(
        Object.keys(rows[0] ?? {}),
        rows.map((row) => Object.values(row))
      )
    )
    .join('\n\n')
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
