/**
 * Labelled disruptions in daily counts of flights: DGCA's national traffic of India, 2020 to 2024, with
 * events from 2023-05 on. Days are missing, and a wave of disease in 2022 is not labelled.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { dayNumber, IsoDay } from '../../models/airline/calendar'
import {
  createCountLevel,
  isUnusual,
  judgeCount,
  learnCount,
  SCHEDULED_COUNTS,
} from '../../pipelines/watch/count-level'

const FOLDER = 'openfares/dgca'
const FLIGHTS = 'Domestic (Departure Flights)'

const Days = z.array(z.looseObject({ Date: IsoDay, [FLIGHTS]: z.string() }))
const Events = z.array(z.object({ start: IsoDay, end: IsoDay, label: z.string() }))

export type Disruption = {
  readonly from: string
  readonly to: string
  readonly days: number
  /** Distance of the day furthest from usual, in spreads. */
  readonly distance: number
}

export type DisruptionFigures = {
  readonly observations: number
  readonly events: readonly {
    readonly label: string
    readonly incidents: number
    /** Observations from the first of the event to the finding; undefined when it was not found. */
    readonly delay: number | undefined
  }[]
  readonly unlabelled: readonly Disruption[]
  /** Over 60 observations, in all and since the first label. */
  readonly falsePer60: { readonly all: number; readonly labelled: number }
}

/** Findings on one side that are at most so many days apart are one incident. */
const APART_DAYS = 2

export function disruptionFigures(data: string): DisruptionFigures {
  const days = readDays(data)
  const labels = Events.parse(csv(readFileSync(join(data, FOLDER, 'daily_events.csv'))))
  const found = incidentsOf(days)
  const events = labels.map(({ start, end, label }) => {
    const own = found.filter(({ from, to }) => to >= start && from <= end)
    const observed = days.filter(({ day }) => day >= start && day <= end).map(({ day }) => day)
    const first = own.map(({ from }) => observed.findIndex((day) => day >= from))[0]
    return { label, incidents: own.length, delay: first }
  })
  const unlabelled = found.filter(
    ({ from, to }) => !labels.some(({ start, end }) => to >= start && from <= end)
  )
  const since = labels[0]?.start ?? ''
  const later = days.filter(({ day }) => day >= since).length
  return {
    observations: days.length,
    events,
    unlabelled,
    falsePer60: {
      all: (60 * unlabelled.length) / days.length,
      labelled: (60 * unlabelled.filter(({ from }) => from >= since).length) / later,
    },
  }
}

type Day = { readonly day: IsoDay; readonly flights: number }

/** In order, each day once; the file has neither. */
function readDays(data: string): readonly Day[] {
  const text = gunzipSync(readFileSync(join(data, FOLDER, 'daily_traffic.csv.gz')))
  const byDay = new Map<IsoDay, number>()
  for (const row of Days.parse(csv(text))) {
    const flights = Number(row[FLIGHTS])
    if (flights > 0) byDay.set(row.Date, flights)
  }
  return [...byDay]
    .map(([day, flights]) => ({ day, flights }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

function csv(text: Buffer): unknown {
  return parse(text, { columns: true, bom: true })
}

function incidentsOf(days: readonly Day[]): Disruption[] {
  const level = createCountLevel()
  const found: Disruption[] = []
  for (const { day, flights } of days) {
    const number = dayNumber(day)
    const judged = judgeCount(level, number, flights, SCHEDULED_COUNTS)
    learnCount(level, number, flights, SCHEDULED_COUNTS)
    if (!judged || !isUnusual(judged)) continue
    const last = found.at(-1)
    const isSame =
      last &&
      number - dayNumber(last.to) <= APART_DAYS &&
      Math.sign(last.distance) === Math.sign(judged.distance)
    if (isSame) found[found.length - 1] = extended(last, day, judged.distance)
    else found.push({ from: day, to: day, days: 1, distance: judged.distance })
  }
  return found
}

function extended(last: Disruption, to: IsoDay, distance: number): Disruption {
  const isFurther = Math.abs(distance) > Math.abs(last.distance)
  return { ...last, to, days: last.days + 1, distance: isFurther ? distance : last.distance }
}
