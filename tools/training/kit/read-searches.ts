/** The searches of a fare file, as events that were just received. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchEvent } from '../../../pipelines/events/event'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { type FareFormat, readFares } from '../../replay/read-fares'
import type { Source } from './sources'

/** `file` lies below the folder given by --data. */
export type FareFile = Source & { readonly data: string; readonly file: string }

export async function readSearches(
  folder: string,
  { file, name, url }: FareFile,
  format: FareFormat
): Promise<SearchEvent[]> {
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new Error(`--data: there is no ${path}. Get "${name}" at ${url ?? 'its source'}`)
  }
  const { events } = await readFares(format, [path])
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { sender: {}, hashUser: () => '' }
  )
  return events.flatMap((event) => {
    const result = read(event)
    return 'event' in result && result.event.type === 'search' ? [result.event] : []
  })
}
