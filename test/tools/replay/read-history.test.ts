import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHistory } from '../../../tools/replay/read-history'

const HEADER = 'observed_at,origin,destination,departure_date,carrier,price,currency'
const row = (observedAt: string, price = '100') =>
  `${observedAt},LIS,JFK,2026-06-01,TP,${price},EUR`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, ...lines: readonly string[]): Promise<string> {
  const file = join(folder, name)
  const text = lines.join('\n')
  await writeFile(file, name.endsWith('.gz') ? gzipSync(text) : text)
  return file
}
const read = (format: 'panel' | 'events', ...files: readonly string[]) =>
  readHistory(format, files, () => {})

describe('readHistory', () => {
  it('puts the rows of all files, plain or gzip, into event-time order', async () => {
    const late = await fileOf('late.csv.gz', HEADER, row('2026-01-03T09:00:00Z'))
    const early = await fileOf('early.csv', `\uFEFF${HEADER}`, row('2026-01-01T09:00:00Z'))
    const { lines, rows, offers } = await read('panel', late, early)
    expect(lines.map(({ at }) => new Date(at).getUTCDate())).toEqual([1, 3])
    expect({ rows, offers }).toEqual({ rows: 2, offers: 2 })
  })

  it('names file, line and reason of a row that is no event', async () => {
    const file = await fileOf('bad.csv', HEADER, row('2026-01-01T09:00:00Z'), row('yesterday'))
    const { lines, rows, rejected } = await read('panel', file)
    expect({ events: lines.length, rows }).toEqual({ events: 1, rows: 2 })
    expect(rejected).toEqual([
      {
        file,
        line: 3,
        reason: 'observed_at: must be an RFC 3339 instant (read "yesterday")',
      },
    ])
  })

  it('says which columns or which file are missing', async () => {
    const file = await fileOf('other.csv', 'origin,price', 'LIS,100')
    await expect(read('panel', file)).rejects.toThrow(
      /lacks the columns observed_at, destination, departure_date, carrier, currency/
    )
    await expect(read('panel', join(folder, 'none.csv'))).rejects.toThrow(/There is no file/)
  })

  it('passes event lines on untouched and keeps a broken one where it stood', async () => {
    const event = (timestamp: string) => JSON.stringify({ timestamp, price_offers: [{}, {}] })
    const lines = [event('2026-01-02T00:00:00Z'), '{broken', event('2026-01-01T00:00:00+01:00')]
    const history = await read('events', await fileOf('events.ndjson', ...lines))
    expect(history.lines.map(({ line }) => line)).toEqual([lines[2], lines[0], lines[1]])
    expect(history.offers).toBe(4)
  })
})
