/** Advice scored on outputs that Python wrote: decoded and advised by the code that serves. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { toMinor } from '../../../models/airline/money'
import { decodeOutlooks, OUTLOOK_OUTPUTS } from '../../../models/outlook/decode-outlook'
import {
  type AdviceDay,
  type AdvicePath,
  adviceFigures,
  savingByConfidence,
} from '../../../pipelines/training/outlook/follow-advice'
import type { Metric } from '../kit/trainer'

const Line = z.looseObject({
  'row.data': z.string(),
  'row.market': z.string(),
  'row.departure_date': z.string(),
  'row.currency': z.string(),
  'row.day': z.number(),
  'row.amount': z.number(),
  days_out: z.number(),
  last_days_out: z.number(),
})
const Outputs = z.object(Object.fromEntries(OUTLOOK_OUTPUTS.map((name) => [name, z.number()])))

const STARTS = [30, 14] as const
const RISKS = ['medium', 'low', 'high'] as const
/** Confidence from which waiting must never have cost more than buying. */
const CONFIDENT = 0.6

export async function adviceMetrics(
  file: string,
  about: Pick<Metric, 'split' | 'train_rows'> & { readonly model: string }
): Promise<Metric[]> {
  const { data, paths } = await readPaths(file)
  return STARTS.flatMap((start) =>
    RISKS.flatMap((risk) => {
      const tables = adviceFigures(paths, start, risk)
      if (!tables) return []
      const { advice = {}, ...baselines } = tables
      const line = {
        data,
        split: `${about.split}, buying from ${start} days out`,
        train_rows: about.train_rows,
        rows: advice.departures ?? 0,
      }
      const own = {
        ...line,
        model: `${about.model}, risk ${risk}`,
        values: { ...advice, ...confidence(paths, risk) },
      }
      const others = Object.entries(baselines).map(([model, values]) => ({
        ...line,
        model,
        values,
      }))
      return risk === RISKS[0] ? [...others, own] : [own]
    })
  )
}

function confidence(paths: readonly AdvicePath[], risk: (typeof RISKS)[number]) {
  const bins = savingByConfidence(paths, risk)
  const sure = bins.filter(({ from }) => from >= CONFIDENT)
  return {
    ...Object.fromEntries(
      bins.flatMap(({ from, advised, saving }) => [
        [`asked_from_${Math.round(from * 100)}`, advised],
        [`saving_from_${Math.round(from * 100)}`, saving],
      ])
    ),
    ...(sure.length > 0 ? { confident_least: Math.min(...sure.map(({ saving }) => saving)) } : {}),
  }
}

async function readPaths(file: string): Promise<{ data: string; paths: AdvicePath[] }> {
  const found = new Map<string, { market: string; lastDaysOut: number; days: AdviceDay[] }>()
  let data = ''
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const json: unknown = JSON.parse(text)
    const line = Line.parse(json)
    data = line['row.data']
    const key = `${line['row.market']}:${line['row.departure_date']}:${line['row.currency']}`
    const path = found.get(key) ?? {
      market: line['row.market'],
      lastDaysOut: line.last_days_out,
      days: [],
    }
    found.set(key, path)
    path.days.push(dayOf(line, Outputs.parse(json)))
  }
  const paths = [...found.values()]
  for (const { days } of paths) days.sort((a, b) => b.daysOut - a.daysOut)
  return { data, paths }
}

function dayOf(line: z.infer<typeof Line>, outputs: z.infer<typeof Outputs>): AdviceDay {
  const question = {
    row: { currency: line['row.currency'], values: {} },
    lowestMinor: toMinor(line['row.amount'], line['row.currency']),
    daysToDeparture: line.days_out,
  }
  const values = Float32Array.from(OUTLOOK_OUTPUTS, (name) => outputs[name] ?? Number.NaN)
  const [outlook] = decodeOutlooks(values, [question], { outputs: [...OUTLOOK_OUTPUTS] })
  return { daysOut: line.days_out, amount: line['row.amount'], outlook }
}
