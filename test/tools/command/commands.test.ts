import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { COMMANDS, ROWS } from '../../../tools/command/commands'
import { listOf } from '../../../tools/command/help'
import type { Row } from '../../../tools/command/table/row'

const ROOT = join(import.meta.dirname, '../../..')
const Package = z.object({
  scripts: z.record(z.string(), z.string()),
  bin: z.record(z.string(), z.string()),
})
const { scripts, bin } = Package.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

/** A script that runs a file at the root of tools/ is a command. */
const SCRIPT = /^(?:exec node --import tsx|tsx) (tools\/[\w-]+\.ts)$/
const scripted = Object.entries(scripts).flatMap(([name, script]) => {
  const file = SCRIPT.exec(script)?.[1]
  return file === undefined ? [] : [{ name, file }]
})

class Exited extends Error {
  readonly code: unknown
  constructor(code: unknown) {
    super(`exited with ${code}`)
    this.code = code
  }
}

type Run = { readonly code: unknown; readonly stdout: string; readonly stderr: string }

/** Runs the command's own file in this process, up to its exit. */
async function run({ file }: Row, args: readonly string[]): Promise<Run> {
  const argv = process.argv
  process.argv = [process.execPath, join(ROOT, file), ...args]
  vi.resetModules()
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exited(code)
  })
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    await import(/* @vite-ignore */ join(ROOT, file))
    throw new Error(`${file} ended without an exit code`)
  } catch (thrown) {
    if (!(thrown instanceof Exited)) throw thrown
    const text = (calls: readonly unknown[][]) => calls.map((call) => call.join(' ')).join('\n')
    return { code: thrown.code, stdout: text(log.mock.calls), stderr: text(error.mock.calls) }
  } finally {
    process.argv = argv
  }
}

describe('the table of commands', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('has a row for each npm script that runs a command, with the same file', () => {
    const rows = ROWS.map(({ name, file }) => ({ name, file }))
    expect(scripted.length).toBeGreaterThan(20)
    expect(rows).toEqual(expect.arrayContaining(scripted))
    expect(scripted).toEqual(expect.arrayContaining(rows))
  })

  it('names each row as its key, and files that exist', () => {
    expect(Object.entries(COMMANDS).map(([key]) => key)).toEqual(ROWS.map(({ name }) => name))
    expect(ROWS.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([])
  })

  it('is what npx fareline lists', () => {
    const list = listOf(ROWS)
    for (const { name, purpose } of ROWS) {
      expect(list).toContain(`\n  ${name} `)
      expect(list.replace(/\s+/g, ' ')).toContain(purpose)
    }
    expect(existsSync(join(ROOT, bin.fareline ?? ''))).toBe(true)
  })

  it.for(ROWS)('$name prints its options for --help', async (row) => {
    const { code, stdout, stderr } = await run(row, ['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.replace(/\s+/g, ' ')).toContain(row.purpose)
    for (const name of Object.keys(row.options)) expect(stdout).toContain(`--${name}`)
    for (const example of row.examples) expect(stdout).toContain(example)
  })

  it.for(ROWS)('$name refuses an unknown option and names the nearest', async (row) => {
    const [known = 'help'] = Object.keys(row.options)
    const { code, stdout, stderr } = await run(row, [`--${known}x`])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(
      `--${known}x is not an option of ${row.name}; the nearest is --${known}`
    )
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
