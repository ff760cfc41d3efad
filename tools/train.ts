/**
 * npm run train -- --data DIR [--out DIR] [--seed N] [--metrics FILE] [--json]: replay -> rows ->
 * fit -> ONNX -> parity -> artifact, with the evaluation of the same recipe in its manifest. One
 * seed gives the same model.onnx. --metrics takes the document of `npm run evaluate --json` instead.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Manifest } from '../models/artifact'
import { NO_SPLIT } from '../pipelines/training/rows'
import { evaluate, filesIn, Metric, writeRows } from './evaluation'
import { metricTable } from './metric-table'
import { runPython } from './python'
import { openJob } from './training-job'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR },
    out: { type: 'string', default: 'models/artifacts/fare' },
    golden: { type: 'string', default: 'test/golden' },
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: '{}' },
    metrics: { type: 'string' },
    'created-at': { type: 'string', default: new Date().toISOString() },
    'model-version': { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

const Written = z.object({
  version: z.string(),
  onnx_sha256: z.string(),
  onnx_bytes: z.number(),
  parity_rows: z.number(),
  parity_greatest_difference: z.number(),
  rows: z.number(),
  golden: z.array(z.unknown()),
})

const { job, progress, close } = await openJob(values)
const metrics = values.metrics
  ? z.object({ metrics: z.array(Metric) }).parse(JSON.parse(readFileSync(values.metrics, 'utf8')))
      .metrics
  : await evaluate(job, progress)

const files = filesIn(job.folder, 'train')
progress.say(`replaying all data into ${files.rows}`)
await writeRows(job, () => NO_SPLIT, files, progress)
const metricsFile = join(job.folder, 'metrics.json')
writeFileSync(metricsFile, JSON.stringify(metrics))
const sources = job.data.map(({ data, name, licence, url }) => [data, { name, licence, url }])
const answer = await runPython(
  'fare_training',
  [
    ...['train', '--rows', files.rows, '--schema', files.schema, '--metrics', metricsFile],
    ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', values.out],
    ...['--created-at', values['created-at'], '--model-version', values['model-version']],
    ...['--sources', JSON.stringify(Object.fromEntries(sources))],
  ],
  progress.say
)
close()

const { golden, ...written } = Written.parse(JSON.parse(answer))
const folder = join(values.out, written.version)
Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
writeFileSync(
  join(values.golden, `fare-${written.version}.json`),
  `${JSON.stringify({ version: written.version, rows: golden }, null, 1)}\n`
)
writeFileSync(
  join(values.out, 'champion.json'),
  `${JSON.stringify({ version: written.version })}\n`
)
if (values.json) console.log(JSON.stringify({ ...written, folder, metrics }))
else console.log(`${metricTable(metrics)}\n\n${folder}/model.onnx, ${written.onnx_bytes} bytes`)
