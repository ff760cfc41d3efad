/** Reads a log of choices from CSV, plain or gzip. */
/// <reference path="../../pipelines/sources/papaparse.d.ts" />
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { z } from 'zod'
import type { LoggedChoice } from '../../pipelines/experiments/logged-choices'
import { Misuse } from '../command/misuse'

/** Names of the columns that are read. */
export type ChoiceColumns = {
  readonly action: string
  readonly reward: string
  readonly propensity: string
}

const Row = z.object({
  action: z.string().min(1),
  reward: z.coerce.number(),
  propensity: z.coerce.number().gt(0, 'must be above 0').max(1, 'must be at most 1'),
})

export async function readChoices(
  file: string,
  columns: ChoiceColumns
): Promise<readonly LoggedChoice[]> {
  const bytes = await readFile(file)
  return choicesIn((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(), columns)
}

export function choicesIn(text: string, columns: ChoiceColumns): readonly LoggedChoice[] {
  const rows: (readonly string[])[] = []
  Papa.parse(text, {
    delimiter: ',',
    skipEmptyLines: true,
    step: ({ data }) => rows.push(data),
  })
  const [header = [], ...lines] = rows
  const placeOf = (name: string) => {
    const place = header.indexOf(name)
    if (place < 0) throw new Misuse(`The log has no column "${name}"; it has ${header.join(', ')}`)
    return place
  }
  const places = {
    action: placeOf(columns.action),
    reward: placeOf(columns.reward),
    propensity: placeOf(columns.propensity),
  }
  return lines.map((cells, at) => {
    const row = Row.safeParse({
      action: cells[places.action],
      reward: cells[places.reward],
      propensity: cells[places.propensity],
    })
    if (row.success) return row.data
    const [issue] = row.error.issues
    throw new Misuse(`Line ${at + 2} of the log: ${issue?.path.join('.')} ${issue?.message}`)
  })
}
