/**
 * CPU time of each shipped champion for one row, a hundred rows and an explanation, beside ONNX
 * Runtime Web on the same rows; and its size. `npm run bench` measures the WASM memory of all of
 * them, in the real Worker.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as ort from 'onnxruntime-web/wasm'
import { z } from 'zod'
import { Manifest } from '../models/runtime/artifact'
import { readForest } from '../models/runtime/forest/forest'
import { goldenFeatures } from '../models/runtime/golden'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'

const ARTIFACTS = join(import.meta.dirname, '../models/artifacts')
const ROWS = 100
const ROUNDS = 5
/** Long enough for the clock of CPU time, which ticks in some milliseconds. */
const ROUND_MS = 200

const Champion = z.object({ version: z.string() })

await runCommand(COMMANDS['bench:models'], async ({ values }) => {
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  const models = values.model ? [values.model] : (await readdir(ARTIFACTS)).sort()
  const lines: string[][] = []
  for (const model of models) lines.push(...(await measure(model)))
  const columns = ['model', 'what', 'forest', 'ONNX Runtime', 'ratio', 'budget']
  console.log(textTable(columns, lines))
  return 0
})

async function measure(model: string): Promise<string[][]> {
  const pointer = join(ARTIFACTS, model, 'champion.json')
  if (!existsSync(pointer)) return []
  const { version } = Champion.parse(JSON.parse(await readFile(pointer, 'utf8')))
  const folder = join(ARTIFACTS, model, version)
  // The prior is a table of levels, not a graph.
  if (!existsSync(join(folder, 'model.onnx'))) return []
  const onnx = new Uint8Array(await readFile(join(folder, 'model.onnx')))
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  const { forest, reason } = readForest(onnx)
  const size = [model, 'file', `${(onnx.length / 2 ** 20).toFixed(2)} MiB`, '', '', '<= 1 MiB']
  if (!forest) return [size, [model, `not a forest: ${reason}`, '', '', '', '']]
  const session = await ort.InferenceSession.create(onnx)

  const width = manifest.inputs.length
  const golden = goldenFeatures(manifest)
  const known = golden.length / width
  const hundred = Float32Array.from(
    { length: ROWS * width },
    (_, cell) => golden[(Math.floor(cell / width) % known) * width + (cell % width)] ?? Number.NaN
  )
  let turn = 0
  const next = () => {
    turn = (turn + 1) % known
    return golden.slice(turn * width, (turn + 1) * width)
  }
  const run = async (features: Float32Array, rows: number) => {
    await session.run({ features: new ort.Tensor('float32', features, [rows, width]) })
  }
  const one = [
    await cpuMs(async () => forest.predict(next(), 1)),
    await cpuMs(() => run(next(), 1)),
  ]
  const many = [
    await cpuMs(async () => forest.predict(hundred, ROWS)),
    await cpuMs(() => run(hundred, ROWS)),
  ]
  await session.release()
  const table = [size, line(model, '1 row', one, 0.05), line(model, `${ROWS} rows`, many, 1)]
  if (!forest.explain(next(), 0))
    return [...table, [model, 'explain 1 row', 'no weights', '', '', '<= 2 ms']]
  const explain = await cpuMs(async () => forest.explain(next(), 0))
  return [...table, [model, 'explain 1 row', `${explain.toFixed(4)} ms`, '', '', '<= 2 ms']]
}

function line(model: string, what: string, figures: number[], budget: number): string[] {
  const [own = Number.NaN, other = Number.NaN] = figures
  const [forest, runtime] = [own, other].map((cost) => `${cost.toFixed(4)} ms`)
  return [model, what, forest ?? '', runtime ?? '', (own / other).toFixed(2), `<= ${budget} ms`]
}

/** Median CPU time of rounds; other work on the machine affects it least. */
async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const rounds: number[] = []
  let repeats = 8
  for (let round = -3; round < ROUNDS; round += 1) {
    const before = process.cpuUsage()
    for (let at = 0; at < repeats; at += 1) await work()
    const { user, system } = process.cpuUsage(before)
    const each = (user + system) / 1000 / repeats
    if (round >= 0) rounds.push(each)
    repeats = Math.max(8, Math.ceil(ROUND_MS / Math.max(each, 0.001)))
  }
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}
