import { beforeEach, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, utcDay } from '../../../models/airline/calendar'
import { decisionRow } from '../../../pipelines/decisions/decision-row'
import { recalibrationFile } from '../../../pipelines/lake/keys'
import { recalibrationFor } from '../../../workers/answering/recalibration-of'
import { recalibrate } from '../../../workers/jobs/recalibrate'
import { indexDecisions } from '../../../workers/storage/decision-rows'
import { recordVisits } from '../../../workers/storage/ledger'
import { decisionEvent, START } from '../../build/decisions'
import { emptyLake, services } from '../../build/lake'
import { LIVE, TEST } from '../../build/scopes'
import { noise } from '../../build/settled-samples'

const MODEL = 'outlook@v1'
const END = START + 50 * DAY_MS

/** 800 settled forecasts of a model whose interval is far too narrow. */
async function settle(): Promise<void> {
  const made = Array.from({ length: 800 }, (_, index) => ({ index, id: `dec_${index}` }))
  const rows = made.map(({ index, id }) => {
    const day = { horizonDays: 7, lowMinor: 99_00, midMinor: 100_00, highMinor: 101_00 }
    const event = decisionEvent(id)
    const claims = {
      fares: { cabin: 'economy' as const, roundTrip: false, currency: 'EUR' },
      lowestMinor: 100_00,
      forecast: { model: MODEL, level: 0.8, days: [day] },
    }
    const at = START + Math.floor(index / 20) * DAY_MS
    const departureDate = utcDay(START + (60 + (index % 100)) * DAY_MS)
    const decision = { ...event.decision, claims }
    return decisionRow({ ...event, at, departureDate, decision }, { scope: TEST, rawKey: 'raw' })
  })
  for (let first = 0; first < rows.length; first += 100) {
    await indexDecisions(services.db, rows.slice(first, first + 100))
  }
  const visits = rows.map((row, index) => ({
    id: row.id,
    before: row.settledThrough,
    settledThrough: END,
    state: 'settled' as const,
    dueAt: null,
    path: null,
    verdicts: JSON.stringify([
      {
        measure: 'forecast',
        model: MODEL,
        horizonDays: 7,
        state: 'settled',
        realisedMinor: Math.round(100_00 * Math.exp(0.5 * noise(index))),
      },
    ]),
    settledAt: END,
  }))
  expect(await recordVisits(services.db, TEST, utcDay(END), visits, [])).toBe(true)
}

beforeEach(emptyLake)

test('settled answers correct the next ones of their owner, and the day is kept in the lake', async () => {
  await settle()
  const report = await recalibrate(services, END, [TEST])
  expect(report).toMatchObject({ forecasts: 800, more: false })
  expect(Number(report.cells)).toBeGreaterThan(0)
  const applied = recalibrationFor(services, TEST, MODEL, 70)
  expect(applied).toMatchObject({ n: 800, cells: [{ horizonDays: 7, weight: 0 }] })
  expect(applied?.cells[0]?.high).toBeGreaterThan(0.3)
  expect(recalibrationFor(services, TEST, 'outlook@v2', 70)).toBeNull()
  expect(recalibrationFor(services, LIVE, MODEL, 70)).toBeNull()
  expect(await services.lake.head(recalibrationFile(TEST, utcDay(END)))).not.toBeNull()
})

test('an owner without settled answers has no corrections, and a cron works once a day', async () => {
  expect(await recalibrate(services, END, [LIVE])).toMatchObject({ forecasts: 0, cells: 0 })
  const midnight = Math.floor(END / DAY_MS) * DAY_MS
  expect(await recalibrate(services, midnight + 4 * HOUR_MS)).toEqual({ skipped: true })
})
