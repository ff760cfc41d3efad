/**
 * Writes the table of promises in docs/reliability.md from the comments of the tests that break each
 * part: a promise whose test goes, goes with it.
 *
 *   npm run promises [-- --check]
 */
import { globSync, readFileSync } from 'node:fs'
import { command } from '../command/command'
import { writeSection } from './generated'

const FILE = 'docs/reliability.md'

export type Promised = {
  readonly failure: string
  readonly behaviour: string
  readonly file: string
  readonly test: string
}

/** A comment of this form stands right above its test. */
const PROMISE = /\/\*\*\n[ *]*Promise: ([\s\S]*?)\n[ *]*Kept: ([\s\S]*?)\n *\*\/\n\s*(?:test|it)\b/g
/** The title of a test, which follows the cases of an `each`. */
const TITLE = /^(?:\.each\([\s\S]*?\)\(|\()\s*(['"`])([\s\S]*?)\1,/

export function promisesIn(text: string, file: string): Promised[] {
  return [...text.matchAll(PROMISE)].map((match) => {
    const [whole, failure = '', behaviour = ''] = match
    const title = TITLE.exec(text.slice(match.index + whole.length))?.[2]
    if (title === undefined) throw new Error(`${file}: "${plain(failure)}" is above no test`)
    return { failure: plain(failure), behaviour: plain(behaviour), file, test: title }
  })
}

function plain(comment: string): string {
  return comment.replaceAll(/\s*\n[ *]*/g, ' ').trim()
}

export function promiseTable(promises: readonly Promised[]): string {
  const rows = promises.map(
    ({ failure, behaviour, file, test }) =>
      `| ${failure} | ${behaviour} | "${test.replaceAll('|', '\\|')}" in [${file.split('/').at(-1)}](../${file}) |`
  )
  return ['| failure | behaviour | test |', '|---|---|---|', ...rows].join('\n')
}

if (process.argv[1]?.endsWith('promises.ts')) {
  await command(async () => {
    const promises = globSync('test/**/*.test.ts')
      // Its samples promise nothing.
      .filter((file) => !file.endsWith('promises.test.ts'))
      .sort()
      .flatMap((file) => promisesIn(readFileSync(file, 'utf8'), file))
    await writeSection(FILE, 'promises', promiseTable(promises))
    return Number(process.exitCode ?? 0)
  })
}
