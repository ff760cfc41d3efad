/** Puts a shipped model of models/artifacts into a lake, as a deployment does. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const FOLDER = 'models/artifacts'
const Champion = z.object({ version: z.string() })

export async function storeShipped(lake: R2Bucket, model: string) {
  const champion = readFileSync(join(FOLDER, model, 'champion.json'))
  const { version } = Champion.parse(JSON.parse(champion.toString()))
  await lake.put(`models/${model}/champion.json`, champion)
  const folder = join(FOLDER, model, version)
  const files = new Map(
    readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))])
  )
  for (const [name, bytes] of files) await lake.put(`models/${model}/${version}/${name}`, bytes)
  return { version, files }
}
