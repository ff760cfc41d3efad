/** The three detectors of the table: isolation alone, the gate alone, both. */
import type { AnomalyVerdict } from '../../../models/anomaly/anomaly-model'
import { type IsolationScale, isolationStrength } from '../../../models/anomaly/decode-anomaly'
import type { FeedDay } from '../../../pipelines/watch/watch-feed'
import type { openAnomaly } from './anomaly-rows'
import type { Judged, Side } from './anomaly-sides'

export const DETECTORS = ['Isolation Forest', 'robust gate', 'both'] as const
export type Detector = (typeof DETECTORS)[number]

/** Scores of the model for every row of a side, in one call. */
export async function verdictsOf(
  side: Side,
  { model }: ReturnType<typeof openAnomaly>
): Promise<ReadonlyMap<FeedDay, AnomalyVerdict>> {
  const rows = [...side.clean, ...side.faulty.flatMap((each) => each.rows)]
  const verdicts = await model.predict(rows.map(({ row }) => row))
  return new Map(
    rows.flatMap((row, at) => {
      const verdict = verdicts[at]
      return verdict ? [[row, verdict] as const] : []
    })
  )
}

export function judgedBy(
  detector: Detector,
  verdict: AnomalyVerdict | undefined,
  scale: IsolationScale
): Judged {
  const score = verdict && scoreBy(detector, verdict, scale)
  if (!verdict || score === undefined || score < 1) return undefined
  // The forest names no sign.
  const sign = detector === 'Isolation Forest' ? 'level_shift' : verdict.reasons[0]?.sign
  return { sign: sign ?? 'level_shift', score }
}

/** 1 and above is a finding. */
export function scoreBy(
  detector: Detector,
  { gate, isolation, score }: AnomalyVerdict,
  scale: IsolationScale
): number | undefined {
  if (detector === 'robust gate') return gate
  if (detector === 'both') return score
  return isolation === undefined ? undefined : isolationStrength(isolation, scale)
}
