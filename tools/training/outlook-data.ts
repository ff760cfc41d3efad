/** Real fare panels: the same departures seen day after day, and what each may be used for. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchEvent } from '../../pipelines/events/event'
import { createEventReader } from '../../pipelines/events/read-event'
import { readFares } from '../read-fares'

export type Panel = {
  readonly data: string
  /** Below the folder given by --data. */
  readonly file: string
  readonly name: string
  readonly licence: string
  readonly url: string
  /** Whether a shipped model may be trained on it. */
  readonly shippable: boolean
}

export const WIZZ: Panel = {
  data: 'wizz',
  file: 'longitudinal/wizz_2015_2016.csv.gz',
  name: 'Daily lowest fares of a low-cost carrier, 18 directed markets (Jun Lu, 2016)',
  licence: 'research only: evaluation, never shipped',
  url: 'https://github.com/junlulocky/AirTicketPredicting',
  shippable: false,
}

export const ARN_FRA: Panel = {
  data: 'arn_fra',
  file: 'longitudinal/arn_fra_2019.csv.gz',
  name: 'ARN-FRA fares over the last 30 days of 639 flights (higsch/flyhigh)',
  licence: 'MIT',
  url: 'https://github.com/higsch/flyhigh',
  shippable: true,
}

export async function readPanel(
  folder: string,
  { file, name, url }: Panel
): Promise<SearchEvent[]> {
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new Error(`--data: there is no ${path}. Get "${name}" at ${url}`)
  }
  const { events } = await readFares('panel', [path])
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { caller: {}, hashUser: () => '' }
  )
  return events.flatMap((event) => {
    const reading = read(event)
    return 'event' in reading && reading.event.type === 'search' ? [reading.event] : []
  })
}
