/**
 * What the ledger says of answers like this one, from this isolate's memory: an answer never waits
 * for it. Where memory is empty or old the summary is read from KV behind the answer, for the next.
 */
import {
  type Calibration,
  calibrationIn,
  coverageIn,
  type LedgerSummary,
  type ObservedCoverage,
  LedgerSummary as Summary,
} from '../../pipelines/answers/evidence/track-record'
import type { Services } from '../services'

/** The ledger moves once an hour. */
const FRESH_MS = 300_000
/** A read that was cut off with its request; another may try after this. */
const READ_LOST_MS = 5_000

type Held = { summary: LedgerSummary | undefined; askAgainAt: number }

/** By mode; kept between requests on purpose. */
const held = { live: newHeld(), test: newHeld() }

function newHeld(): Held {
  return { summary: undefined, askAgainAt: 0 }
}

type Parts = Pick<Services, 'snapshots' | 'defer'>

/** null where too little of the bin was settled, or nothing has been read yet. */
export function calibrationFor(
  services: Parts,
  liveMode: boolean,
  market: string,
  confidence: number
): Calibration | null {
  const summary = ledgerSummary(services, liveMode)
  return (summary && calibrationIn(summary, market, confidence)) ?? null
}

/** Of a forecast so many days ahead, else of the predicted fare's interval. */
export function observedCoverageFor(
  services: Parts,
  liveMode: boolean,
  market: string,
  horizonDays?: number
): ObservedCoverage | null {
  const summary = ledgerSummary(services, liveMode)
  return (summary && coverageIn(summary, market, horizonDays)) ?? null
}

function ledgerSummary({ snapshots, defer }: Parts, liveMode: boolean): LedgerSummary | undefined {
  const mine = held[liveMode ? 'live' : 'test']
  const wallNow = Date.now()
  if (wallNow >= mine.askAgainAt) {
    mine.askAgainAt = wallNow + READ_LOST_MS
    defer(
      snapshots.get(summaryKey(liveMode), 'json').then(
        (found) => {
          if (found !== null) mine.summary = Summary.parse(found)
          mine.askAgainAt = Date.now() + FRESH_MS
        },
        (error: unknown) => console.error({ message: 'ledger summary not read', error })
      )
    )
  }
  return mine.summary
}

export function summaryKey(liveMode: boolean): string {
  return `ledger:${liveMode ? 'live' : 'test'}`
}

/** Behind a settlement: this isolate need not wait for its own news. */
export async function publishSummary(
  { snapshots }: Pick<Services, 'snapshots'>,
  liveMode: boolean,
  summary: LedgerSummary
): Promise<void> {
  await snapshots.put(summaryKey(liveMode), JSON.stringify(summary))
  const mine = held[liveMode ? 'live' : 'test']
  mine.summary = summary
  mine.askAgainAt = Date.now() + FRESH_MS
}
