/** Where things lie in the lake. Test data has its own root, so no reader of live data meets it. */

export type RawKey = {
  readonly liveMode: boolean
  readonly receivedAt: number
  readonly name: string
}

/** By arrival hour in UTC: an hour is complete once it is over, whenever its events happened. */
export function rawKey({ liveMode, receivedAt, name }: RawKey): string {
  const [day = '', time = ''] = new Date(receivedAt).toISOString().split('T')
  const [year, month, date] = day.split('-')
  const hour = time.slice(0, 2)
  return `${rootOf(liveMode)}raw/year=${year}/month=${month}/day=${date}/hour=${hour}/${name}.ndjson.gz`
}

export function deadLetterKey(liveMode: boolean, id: string): string {
  return `${deadLetterPrefix(liveMode)}${id}.json`
}

export function deadLetterPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}dead-letters/`
}

function rootOf(liveMode: boolean): string {
  return liveMode ? '' : 'test/'
}
