/** The files that the table of airlines is generated from: code and name, one airline a line. */
import { readFile } from 'node:fs/promises'

export const AIRLINES_CSV = 'tools/generate/airlines/open-flights.csv'
/** Names that have changed, airlines that are newer than the list; an empty name removes a code. */
export const CORRECTIONS_CSV = 'tools/generate/airlines/corrections.csv'
export const HEADER = 'code,name'

export async function readNames(path: string): Promise<[code: string, name: string][]> {
  const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  if (header !== HEADER) throw new Error(`${path} must start with "${HEADER}"`)
  return lines.map((line) => {
    const [code = '', name = ''] = line.split(',')
    if (!/^[A-Z0-9]{2}$/.test(code)) throw new Error(`${path}: "${line}" has no airline code`)
    return [code, name]
  })
}
