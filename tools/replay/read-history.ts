/**
 * The events that `replay` sends: fare files read as events, or event files line by line,
 * unchanged.
 */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { TimedLine } from '../../pipelines/sources/fare-files/replay-plan'
import { type FareFormat, fareFormats, openPlain, type RejectedRow, readFares } from './read-fares'

export const formats = ['expedia', 'easemytrip', 'panel', 'events'] as const
export type Format = (typeof formats)[number]

export type History = {
  /** In event-time order. */
  readonly lines: readonly TimedLine[]
  readonly rows: number
  readonly offers: number
  /** Rows that cannot become an event. */
  readonly rejected: readonly RejectedRow[]
}

export async function readHistory(
  format: Format,
  files: readonly string[],
  onRow: (rows: number) => void
): Promise<History> {
  if (!isFareFormat(format)) return readEvents(files, onRow)
  const { events, rows, rejected } = await readFares(format, files, onRow)
  return {
    lines: events.map((event) => ({
      at: Date.parse(event.timestamp),
      line: JSON.stringify(event),
    })),
    rows,
    offers: events.reduce((sum, event) => sum + event.price_offers.length, 0),
    rejected,
  }
}

function isFareFormat(format: Format): format is FareFormat {
  return format in fareFormats
}

const EventLine = z.object({
  timestamp: z.iso.datetime({ offset: true }),
  price_offers: z.array(z.unknown()).default([]),
})

/** An unreadable line keeps its place after the line before it; the server reports the fault. */
async function readEvents(
  files: readonly string[],
  onRow: (rows: number) => void
): Promise<History> {
  const lines: TimedLine[] = []
  let offers = 0
  for (const file of files) {
    let at: number | undefined
    for await (const line of createInterface({ input: openPlain(file), crlfDelay: Infinity })) {
      if (line.trim() === '') continue
      const event = EventLine.safeParse(jsonOf(line))
      if (event.success) at = Date.parse(event.data.timestamp)
      offers += event.data?.price_offers.length ?? 0
      lines.push({ at: at ?? 0, line })
      onRow(lines.length)
    }
  }
  lines.sort((a, b) => a.at - b.at)
  return { lines, rows: lines.length, offers, rejected: [] }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
