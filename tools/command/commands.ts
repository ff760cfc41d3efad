/** Every command: `npm run NAME` and `npx fareline NAME` run the same file with the same options. */

import { DEPLOYING } from './table/deploying'
import { JUDGING } from './table/judging'
import { MEASURING } from './table/measuring'
import { MODELLING } from './table/modelling'
import type { Row } from './table/row'
import { SERVING } from './table/serving'

export const COMMANDS = {
  ...SERVING,
  ...MODELLING,
  ...JUDGING,
  ...MEASURING,
  ...DEPLOYING,
} as const

export const ROWS: readonly Row[] = Object.values(COMMANDS)
