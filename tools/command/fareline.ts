/** npx fareline COMMAND: runs a command of the table in this process, as its npm script does. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROWS } from './commands'
import { listOf } from './help'
import { nearest } from './nearest'

const ROOT = join(import.meta.dirname, '../..')
const [name, ...args] = process.argv.slice(2)

if (name === undefined || name === '--help' || name === '-h') {
  console.log(listOf(ROWS))
} else {
  const row = ROWS.find((each) => each.name === name)
  if (row) {
    const file = join(ROOT, row.file)
    process.argv = [process.execPath, file, ...args]
    await import(pathToFileURL(file).href)
  } else {
    const meant = nearest(
      name,
      ROWS.map((each) => each.name)
    )
    console.error(`${name} is not a command; the nearest is ${meant}. --help lists all of them`)
    process.exitCode = 2
  }
}
