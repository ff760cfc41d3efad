/**
 * The state of a market in an object's storage: chunks as of a checkpoint, and a row for each batch
 * since. What a batch writes is one transaction, so a state is whole whenever an object wakes.
 */
import { batchOf, type LoggedBatch, recordOf } from '../../pipelines/market/log/batch-record'
import {
  checkpointAt,
  emptyLog,
  grownBy,
  LOG_SLOTS,
  type LogMark,
  nextStep,
} from '../../pipelines/market/log/market-log'
import { takeChanges } from '../../pipelines/market/market-chunks'
import {
  applyParts,
  createMarketState,
  type MarketState,
} from '../../pipelines/market/market-state'
import { type ChunkStorage, clearMarketState, loadMarketState, storeChanges } from './chunk-store'

/** The part of an object's storage that a log needs. */
export type LogStorage = ChunkStorage & {
  readonly sql: {
    exec<T extends Record<string, string | number | ArrayBuffer | null>>(
      query: string,
      ...values: (string | number | ArrayBuffer)[]
    ): Iterable<T>
  }
}

export type StoredMarket = { readonly state: MarketState; readonly mark: LogMark }

/** Number of the last batch in the chunks; there is a table of rows beside it. */
const CHECKPOINT = 'log/checkpoint'

type Row = { readonly seq: number; readonly about: string; readonly columns: ArrayBuffer }

/** Returns undefined when nothing was stored. Throws when a batch of the log is missing. */
export function loadMarket(storage: LogStorage): StoredMarket | undefined {
  const checkpointed = storage.kv.get<number>(CHECKPOINT)
  let state = loadMarketState(storage)
  let mark = state && (checkpointed ? checkpointAt(checkpointed) : emptyLog(state.market))
  for (const { seq, ...record } of rowsAfter(storage, checkpointed)) {
    const { batch, now } = batchOf(record)
    state ??= createMarketState(batch.market)
    mark ??= emptyLog(batch.market)
    if (seq !== mark.seq + 1) {
      throw new Error(
        `${batch.market}: batch ${mark.seq + 1} is not in the log; rebuild the market`
      )
    }
    applyParts(state, batch, now)
    mark = grownBy(mark, batch, record)
  }
  return state && mark && { state, mark }
}

/** Stores a batch that has been applied. Call it inside the transaction that applied it. */
export function storeBatch(
  storage: LogStorage,
  { state, mark }: StoredMarket,
  logged: LoggedBatch
): LogMark {
  const record = recordOf(logged)
  const next = nextStep(mark, logged.batch, record)
  const { seq } = next.mark
  if (next.isCheckpoint) {
    storeChanges(storage, takeChanges(state))
    openLog(storage, seq)
    return next.mark
  }
  if (mark.seq === 0) openLog(storage, 0)
  storage.sql.exec(
    `INSERT INTO log VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (slot) DO UPDATE SET seq = ?2, about = ?3, columns = ?4`,
    ...[seq % LOG_SLOTS, seq, record.about, record.columns]
  )
  return next.mark
}

/** Forgets the market. */
export function clearMarket(storage: LogStorage): void {
  clearMarketState(storage)
  storage.sql.exec('DROP TABLE IF EXISTS log')
  storage.kv.delete(CHECKPOINT)
}

function openLog(storage: LogStorage, checkpointed: number): void {
  storage.sql.exec(`CREATE TABLE IF NOT EXISTS log
    (slot INTEGER PRIMARY KEY, seq INTEGER NOT NULL, about TEXT NOT NULL, columns BLOB NOT NULL)`)
  storage.kv.put(CHECKPOINT, checkpointed)
}

function rowsAfter({ sql }: LogStorage, checkpointed: number | undefined): Iterable<Row> {
  if (checkpointed === undefined) return []
  return sql.exec<Row>(
    'SELECT seq, about, columns FROM log WHERE seq > ? ORDER BY seq',
    checkpointed
  )
}
