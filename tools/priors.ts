/**
 * npm run priors -- --data DIR [--evaluate] [--json] [--out DIR] [--seed N] [--created-at T]: fits
 * price levels of city pairs on open fares and writes them with their manifest and card. --evaluate
 * prints the figures on held-out city pairs and quarters, and writes nothing. One seed gives the
 * same levels.
 */
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { errorsOf, metricsOf } from './priors/evaluate-prior'
import { OPEN_FILES, requireFiles } from './priors/open-fares'
import { type Evaluated, writePrior } from './priors/prior-artifact'
import { readRegions } from './priors/prior-regions'
import { metricTable } from './training/kit/metric-table'

const USAGE = `npm run priors -- --data DIR [--evaluate] [--json] [--out DIR] [--seed N]

  --data DIR     folder with ${Object.values(OPEN_FILES)
    .map(({ path }) => path)
    .join(', ')}; default: DATA_DIR
  --evaluate     print figures on city pairs and quarters left out, write nothing
  --json         one JSON document on stdout
  --out DIR      folder of artifacts (models/artifacts)
  --seed N       parts city pairs into folds (1)
  --created-at T time in the manifest, RFC 3339 (now)`

const COLUMNS = [
  { name: 'wape', title: 'WAPE', as: 'share' },
  { name: 'wape_travellers', title: 'WAPE by travellers', as: 'share' },
  { name: 'bias', title: 'bias', as: 'share' },
  { name: 'coverage80', title: 'cover 80', as: 'share' },
  { name: 'coverage80_travellers', title: 'cover 80 by travellers', as: 'share' },
] as const

await command(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.DATA_DIR },
      evaluate: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      out: { type: 'string', default: 'models/artifacts' },
      seed: { type: 'string', default: '1' },
      'created-at': { type: 'string', default: new Date().toISOString() },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (!/^\d{1,9}$/.test(values.seed))
    throw new Error(`--seed: must be a whole number, is "${values.seed}"`)
  const seed = Number(values.seed)
  const regions = await readRegions(requireFiles(values.data))
  const say = (text: string) => console.error(text)
  const evaluated: Evaluated[] = regions.map((region) => ({
    region,
    errors: errorsOf(region.test, seed, say),
  }))
  const metrics = evaluated.flatMap(({ region, errors }) => metricsOf(region.test, errors))
  const release = { out: values.out, createdAt: values['created-at'], seed }
  const written = values.evaluate ? undefined : writePrior(evaluated, metrics, release)
  if (values.json) {
    console.log(JSON.stringify({ ...written, metrics }))
  } else {
    console.log(metricTable(metrics, COLUMNS))
    if (written) console.log(`${written.folder}/levels.bin, ${written.bytes} bytes`)
  }
  return 0
})
