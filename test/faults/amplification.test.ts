/**
 * CPU of bodies that would be much work for their size. CPU time is of this thread, so it depends
 * little on what else the machine does; the least of some runs leaves the compiler's share out.
 */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { admit } from '../../pipelines/intake/admit'
import { createEventReader } from '../../pipelines/intake/read-event'
import { divideSlates } from '../../pipelines/intake/slate-size'
import { recordsReader } from '../../workers/ingest/read-submission'
import { readRequestText } from '../../workers/ingest/request-text'
import { AMPLIFYING_BODIES, requestOf } from '../build/amplifying-bodies'

// As in a Worker, which may not compile code from text.
z.config({ jitless: true })

const MOST_CPU_MS = 300
const RUNS = 8
const NOW = Date.parse('2026-11-29T01:00:00Z')

/** Everything that is done with a body before something of it is sent on. */
async function readAll(request: Request): Promise<string> {
  const content = await readRequestText(request)
  if ('code' in content) return content.code
  const records = await recordsReader(content, { format: content.format })(NOW)
  if ('code' in records) return records.code
  const privacy = { sender: {}, hashUser: (id: string) => id }
  const read = createEventReader({ now: NOW, maxClockSkewMs: 0 }, privacy)
  const admission = admit(divideSlates(records.entries, read), read)
  if ('code' in admission) return admission.code
  expect(admission.rejected.named.length).toBeLessThanOrEqual(100)
  return `${admission.accepted.length} accepted`
}

async function leastCpuMs(makeRequest: () => Request): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < RUNS; run += 1) {
    const request = makeRequest()
    const before = process.threadCpuUsage()
    await readAll(request)
    const { user, system } = process.threadCpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

test.each(AMPLIFYING_BODIES)('$name cost less than 0.3 s of CPU as gzip', async (body) => {
  expect(await leastCpuMs(() => requestOf(body, true))).toBeLessThan(MOST_CPU_MS)
})

test.each(AMPLIFYING_BODIES)('$name cost less than 1 s of CPU in full', async (body) => {
  expect(await leastCpuMs(() => requestOf(body, false))).toBeLessThan(1_000)
})
