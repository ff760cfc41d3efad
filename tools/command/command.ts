/** Runs a command. Its errors are texts for its user, so no stack is printed. */
import { relative, resolve } from 'node:path'
import { asksForHelp, checkCommandLine, type Line, readCommandLine } from './command-line'
import { ROWS } from './commands'
import { helpOf, usage } from './help'
import { Misuse } from './misuse'
import type { Options, Row } from './table/row'

/** Exit code of GNU tools for arguments that do not fit the usage line. */
const MISUSED = 2
const ROOT = resolve(import.meta.dirname, '../..')

/** For a command that reads its own options, and for a generator without a row. */
export async function command(main: () => Promise<number>): Promise<never> {
  const file = relative(ROOT, process.argv[1] ?? '')
  const row = ROWS.find((each) => each.file === file)
  process.exit(await exitCode(row, main))
}

/** The row gives the options and their types. `main` resolves to the exit code. */
export async function runCommand<O extends Options>(
  row: Row<O>,
  main: (line: Line<O>) => Promise<number>
): Promise<never> {
  process.exit(await exitCode(row, () => main(readCommandLine(row, process.argv.slice(2)))))
}

async function exitCode(row: Row | undefined, main: () => Promise<number>): Promise<number> {
  const args = process.argv.slice(2)
  if (row && asksForHelp(args)) {
    console.log(helpOf(row))
    return 0
  }
  try {
    if (row) checkCommandLine(row, args)
    return await main()
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    if (!(error instanceof Misuse)) {
      console.error(text)
      return 1
    }
    console.error(row ? `${text}\nUsage: ${usage(row)}; --help lists the options` : text)
    return MISUSED
  }
}
