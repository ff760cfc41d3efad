/**
 * The choice model's training rows: one an offer; affinities are separate, because they differ by
 * fold.
 */
import { AFFINITY_FEATURES } from '../../../pipelines/features/choice/affinity-features'
import type { NamedValues } from '../../../pipelines/features/choice/slate-features'
import { SLATE_FEATURES } from '../../../pipelines/features/choice/slate-features'
import {
  type DealtSession,
  dealSessions,
  foldAffinities,
  type PlannedSession,
} from '../../../pipelines/training/choice/choice-training-rows'
import {
  type LearnedColumn,
  type RowColumn,
  type RowFiles,
  writeParquetRows,
} from '../kit/parquet-rows'

const number = ({ name, unit }: { name: string; unit: string }): LearnedColumn => ({
  name,
  kind: 'number',
  unit,
})
export const SLATE = SLATE_FEATURES.map(number)
export const LIKINGS = AFFINITY_FEATURES.map(number)

const OFFER_COLUMNS: readonly RowColumn[] = [
  { name: 'data', type: 'STRING' },
  { name: 'session', type: 'DOUBLE' },
  { name: 'amount', type: 'DOUBLE' },
  { name: 'duration', type: 'DOUBLE', nullable: true },
  { name: 'taken', type: 'DOUBLE' },
]

/** Rows of slates alone, sessions in order. */
export async function writeSlates(
  files: RowFiles,
  sessions: readonly PlannedSession[],
  onRow: () => void
): Promise<void> {
  await writeParquetRows(files, { columns: OFFER_COLUMNS, features: SLATE }, offerRows(), onRow)

  function* offerRows() {
    for (const [session, { slate, values, taken }] of sessions.entries()) {
      for (const [place, offer] of slate.offers.entries()) {
        yield {
          'row.data': 'itinerary choices',
          'row.session': session,
          'row.amount': offer.amount,
          'row.duration': offer.durationMinutes,
          'row.taken': Number(place === taken),
          ...values[place],
        }
      }
    }
  }
}

const FOLD_COLUMNS: readonly RowColumn[] = [
  { name: 'repeat', type: 'DOUBLE' },
  { name: 'test_fold', type: 'DOUBLE' },
  { name: 'fold', type: 'DOUBLE' },
]

/** Affinities of each fold of each repeat; rows are in the order of `writeSlates`. */
export async function writeFoldLikings(
  files: RowFiles,
  sessions: readonly PlannedSession[],
  { folds, seeds }: { readonly folds: number; readonly seeds: readonly number[] },
  onRow: () => void
): Promise<void> {
  await writeParquetRows(files, { columns: FOLD_COLUMNS, features: LIKINGS }, likingRows(), onRow)

  function* likingRows() {
    for (const [repeat, seed] of seeds.entries()) {
      const dealt = dealSessions(sessions, folds, seed)
      for (let testFold = 0; testFold < folds; testFold += 1) {
        for (const { session, values } of foldAffinities(dealt, testFold)) {
          yield* foldRows(session, values, repeat, testFold)
        }
      }
    }
  }
}

function foldRows(
  { fold }: DealtSession,
  values: readonly NamedValues[],
  repeat: number,
  testFold: number
) {
  return values.map((each) => ({
    'row.repeat': repeat,
    'row.test_fold': testFold,
    'row.fold': fold,
    ...each,
  }))
}
