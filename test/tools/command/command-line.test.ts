import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksForHelp, readCommandLine } from '../../../tools/command/command-line'
import { COMMANDS } from '../../../tools/command/commands'
import { Misuse } from '../../../tools/command/misuse'
import { editsBetween, nearest } from '../../../tools/command/nearest'

describe('a command line', () => {
  it('gives options their defaults', () => {
    expect(readCommandLine(COMMANDS.job, ['compact-lake'])).toMatchObject({
      positionals: ['compact-lake'],
      values: { state: '.fareline', key: 'sk_test_sandbox', json: false },
    })
  })

  it('takes a repeated option as a list', () => {
    const { values } = readCommandLine(COMMANDS.serve, ['--set', 'A=1', '--set=B=2'])
    expect(values.set).toEqual(['A=1', 'B=2'])
  })

  it.for([
    [['--rounds', 'many'], '--rounds must be a whole number from 1, is "many"'],
    [['--rounds', '0'], '--rounds must be a whole number from 1, is "0"'],
    [['--rounds='], '--rounds must be a whole number from 1, is ""'],
    [['--rounds'], '--rounds lacks its value; write --rounds N'],
    [['--json=yes'], '--json takes no value; leave "yes" out'],
    [['extra'], '"extra" is one operand too many: bench takes options only'],
  ] as const)('bench %j is misuse: %s', ([args, message]) => {
    const read = () => readCommandLine(COMMANDS.bench, [...args])
    expect(read).toThrow(Misuse)
    expect(read).toThrow(message)
  })

  it('says which operand is missing', () => {
    expect(() => readCommandLine(COMMANDS.job, [])).toThrow('is missing: the job')
  })

  it('takes --help after a bare -- as an operand', () => {
    expect(asksForHelp(['x', '--help'])).toBe(true)
    expect(asksForHelp(['--', '--help'])).toBe(false)
  })

  it('throws nothing but Misuse, whatever it is given', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--json', '--rounds', '--rounds=2', '--', '-')
    )
    fc.assert(
      fc.property(fc.array(word), (args) => {
        try {
          readCommandLine(COMMANDS.bench, args)
        } catch (error) {
          expect(error).toBeInstanceOf(Misuse)
        }
      })
    )
  })
})

describe('the nearest name', () => {
  it('is the one with the fewest edits', () => {
    expect(nearest('round', ['seconds', 'rounds', 'json'])).toBe('rounds')
    expect(nearest('x', [])).toBeUndefined()
  })

  it('counts edits as the recursive definition does', () => {
    const short = fc.string({ maxLength: 5 })
    fc.assert(fc.property(short, short, (a, b) => editsBetween(a, b) === slowEdits(a, b)))
  })
})

function slowEdits(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [restA, restB] = [a.slice(1), b.slice(1)]
  if (a[0] === b[0]) return slowEdits(restA, restB)
  return 1 + Math.min(slowEdits(restA, b), slowEdits(a, restB), slowEdits(restA, restB))
}
