/**
 * npm run setup:lake -- --env production [--apply]: sets up a bucket beside `wrangler deploy`:
 * lifecycle rules, and the catalog with a pipeline for each table. Prints the commands; with
 * --apply runs those of the lifecycle, which replace whatever rules the bucket has.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OPERATORS, scopesOf } from '../pipelines/events/scope'
import { TABLES } from '../pipelines/lake/curated/tables'
import { lifecycleOf } from '../pipelines/lake/retention'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'

const RULES = 'dist/lifecycle.json'
const DAY_SECONDS = 86_400
const root = join(import.meta.dirname, '..')

await runCommand(COMMANDS['setup:lake'], async ({ values }) => {
  if (values.env !== 'production' && values.env !== 'staging') {
    throw new Misuse('--env must be production or staging')
  }
  const bucket = `fareline-lake-${values.env}`
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(join(root, RULES), JSON.stringify(lifecycle(), null, 2))

  const retention = ['r2', 'bucket', 'lifecycle', 'set', bucket, '--file', RULES, '--force']
  console.log(`# Retention: the rules are in ${RULES}\nnpx wrangler ${retention.join(' ')}`)
  if (values.apply) {
    const script = join(root, 'node_modules/wrangler/bin/wrangler.js')
    const { status } = spawnSync(process.execPath, [script, ...retention], {
      cwd: root,
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error('The rules were not set; see above')
  }
  console.log(`
# SQL at scale: tables in the bucket's Iceberg catalog, fed by pipelines
npx wrangler basin catalog enable ${bucket}
npx wrangler basin catalog compaction enable ${bucket}
${TABLES.map(({ name }) => pipeline(name, bucket)).join('\n')}`)
  return 0
})

/** Lifecycle rules in the form of R2's API. */
function lifecycle() {
  const unfinished = {
    id: 'unfinished-uploads',
    enabled: true,
    conditions: { prefix: '' },
    abortMultipartUploadsTransition: { condition: { type: 'Age', maxAge: 7 * DAY_SECONDS } },
  }
  const rules = lifecycleOf(scopesOf(OPERATORS)).map(({ name, prefix, days }) => ({
    id: name,
    enabled: true,
    conditions: { prefix },
    deleteObjectsTransition: { condition: { type: 'Age', maxAge: days * DAY_SECONDS } },
  }))
  return { rules: [...rules, unfinished] }
}

function pipeline(table: string, bucket: string): string {
  const stream = `fareline_${table}`
  const file = `tools/lake/basin/${table.replaceAll('_', '-')}`
  return `
npx wrangler basin pipelines streams create ${stream} --schema-file ${file}.generated.json
npx wrangler basin pipelines sinks create ${stream}_sink --type r2-data-catalog --bucket ${bucket} \\
  --namespace fareline --table ${table} --roll-interval 300 --catalog-token "$R2_CATALOG_TOKEN"
npx wrangler basin pipelines create ${stream} --sql-file ${file}.sql`
}
