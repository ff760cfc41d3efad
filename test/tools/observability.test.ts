/** The pages for people on call name what exists. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BURN_ALERTS } from '../../pipelines/observe/burn-rate'
import { METRICS } from '../../pipelines/observe/metrics'
import { SLOS } from '../../pipelines/observe/slo'
import { AlertCondition } from '../../pipelines/watch/alert-rule'

const page = readFileSync('docs/observability.md', 'utf8')
const runbooks = readFileSync('docs/runbooks.md', 'utf8')

test('the page describes every metric by its name', () => {
  const missing = Object.keys(METRICS).filter((name) => !page.includes(`\`${name}`))
  expect(missing).toEqual([])
})

test('the page has each objective with its share, and each pair of windows', () => {
  for (const [id, { objective }] of Object.entries(SLOS)) {
    expect(page).toContain(`| \`${id}\` | ${Number((objective * 100).toFixed(1))} % |`)
  }
  for (const { name, factor, priority } of BURN_ALERTS) {
    expect(page).toMatch(new RegExp(`\\| ${name} \\| ${factor} \\| .* \\| ${priority} \\|`))
  }
})

test('each objective and each kind of rule has a runbook', () => {
  for (const id of Object.keys(SLOS)) expect(runbooks).toContain(`- **${id}**`)
  const headings = runbooks
    .split('\n')
    .filter((line) => line.startsWith('## '))
    .join()
  const kinds = AlertCondition.options.map(({ shape }) => shape.kind.value)
  expect(kinds.filter((kind) => !headings.includes(kind))).toEqual([])
})
