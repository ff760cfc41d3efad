/** Puts a shipped model of models/artifacts into a lake, as a deployment does. */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const FOLDER = 'models/artifacts'
const Champion = z.object({ version: z.string() })

export async function storeShipped(lake: R2Bucket, model: string) {
  const champion = readFileSync(`${FOLDER}/${model}/champion.json`, 'utf8')
  const { version } = Champion.parse(JSON.parse(champion))
  await lake.put(`models/${model}/champion.json`, champion)
  const folder = `${FOLDER}/${model}/${version}`
  const files = new Map(
    readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))])
  )
  for (const [name, bytes] of files) await lake.put(`models/${model}/${version}/${name}`, bytes)
  return { version, files }
}
