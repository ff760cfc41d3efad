/** Rows of replayed sessions, one an offer, affinities included. */
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { SearchEvent } from '../../../pipelines/events/event'
import type { ReplayedSession } from '../../../pipelines/training/choice/choice-replay'
import { type RowColumn, type RowFiles, writeParquetRows } from '../kit/parquet-rows'
import { LIKINGS, SLATE } from './choice-feed-rows'

export type SessionLine = {
  readonly data: string
  readonly session: ReplayedSession
  /** The shopper's true utility of each offer, where it is simulated. */
  readonly oracle?: readonly number[]
}

const COLUMNS: readonly RowColumn[] = [
  { name: 'data', type: 'STRING' },
  { name: 'market', type: 'STRING' },
  { name: 'session', type: 'DOUBLE' },
  { name: 'at', type: 'DOUBLE' },
  { name: 'amount', type: 'DOUBLE' },
  { name: 'duration', type: 'DOUBLE', nullable: true },
  { name: 'taken', type: 'DOUBLE' },
  { name: 'booked', type: 'DOUBLE' },
  { name: 'oracle', type: 'DOUBLE', nullable: true },
]

export async function writeSessions(
  lines: Iterable<SessionLine>,
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  const schema = { columns: COLUMNS, features: [...SLATE, ...LIKINGS] }
  await writeParquetRows(files, schema, offerRows(lines), onRow)
}

function* offerRows(lines: Iterable<SessionLine>): Generator<Readonly<Record<string, unknown>>> {
  let number = 0
  for (const { data, session, oracle } of lines) {
    for (const [place, { amount, durationMinutes }] of session.slate.offers.entries()) {
      yield {
        'row.data': data,
        'row.market': session.market,
        'row.session': number,
        'row.at': session.at,
        'row.booked': Number(session.booked),
        'row.amount': amount,
        'row.duration': durationMinutes,
        'row.taken': Number(place === session.taken),
        'row.oracle': oracle?.[place],
        ...session.values[place],
      }
    }
    number += 1
  }
}

/** Undefined where a place is unknown. */
export function isDomesticSearch({ market }: SearchEvent): boolean | undefined {
  const { origin, destination } = endsOf(market)
  const [from, to] = [place(origin)?.country, place(destination)?.country]
  return from === undefined || to === undefined ? undefined : from === to
}
