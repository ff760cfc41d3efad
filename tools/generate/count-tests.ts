/** Prints how many tests the last `npm test` ran, from the reports its runners left in dist/. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
})

const vitest = VitestReport.parse(JSON.parse(readFileSync('dist/vitest.json', 'utf8')))
const pytest = readFileSync('dist/pytest.xml', 'utf8')
const attribute = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(pytest)?.[1])

const failed = vitest.numFailedTests + attribute('failures') + attribute('errors')
const skipped = vitest.numPendingTests + attribute('skipped')
const passed =
  vitest.numPassedTests +
  attribute('tests') -
  attribute('failures') -
  attribute('errors') -
  attribute('skipped')
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`)
