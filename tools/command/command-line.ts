/** Reads a command line by its row of the table; throws Misuse where it does not fit. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Misuse } from './misuse'
import { nearest } from './nearest'
import type { NumberLimits, Operands, Option, Options, Row } from './table/row'

const NO_OPERANDS: Operands = { form: 'options only', purpose: '', least: 0, most: 0 }

type ArgumentsOf<O extends Options> = { args: string[]; options: O; allowPositionals: true }
export type Line<O extends Options> = ReturnType<typeof parseArgs<ArgumentsOf<O>>>

export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  return options.includes('--help') || options.includes('-h')
}

export function readCommandLine<O extends Options>(row: Row<O>, args: string[]): Line<O> {
  checkCommandLine(row, args)
  return parseArgs<ArgumentsOf<O>>({ args, options: row.options, allowPositionals: true })
}

export function checkCommandLine({ name, options, operands }: Row, args: string[]): void {
  const config = { args, options, allowPositionals: true, strict: false, tokens: true } as const
  const { tokens, positionals } = parseArgs(config satisfies ParseArgsConfig)
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(name, options, token.name, token.value)
  }
  checkOperands(name, operands ?? NO_OPERANDS, positionals)
}

function checkOperands(command: string, operands: Operands, given: readonly string[]): void {
  const { form, purpose, least, most = Number.POSITIVE_INFINITY } = operands
  if (given.length < least) throw new Misuse(`${form} is missing: ${purpose}`)
  if (given.length > most) {
    throw new Misuse(`"${given[most]}" is one operand too many: ${command} takes ${form}`)
  }
}

function checkOption(command: string, options: Options, name: string, value?: string): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (!option) {
    const meant = nearest(name, [...Object.keys(options), 'help'])
    throw new Misuse(`--${name} is not an option of ${command}; the nearest is --${meant}`)
  }
  checkValue(name, option, value)
}

function checkValue(name: string, option: Option, value: string | undefined): void {
  if (option.type === 'boolean') {
    if (value !== undefined) throw new Misuse(`--${name} takes no value; leave "${value}" out`)
    return
  }
  const form = `--${name} ${option.value ?? 'VALUE'}`
  if (value === undefined || (value.startsWith('-') && !option.number)) {
    throw new Misuse(`--${name} lacks its value; write ${form}`)
  }
  if (option.number && !isWithin(option.number, value)) {
    throw new Misuse(`--${name} must be ${limitsText(option.number)}, is "${value}"`)
  }
}

function isWithin({ least, most = Number.POSITIVE_INFINITY, whole }: NumberLimits, text: string) {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= least && value <= most && (!whole || Number.isInteger(value))
}

function limitsText({ least, most, whole }: NumberLimits): string {
  const range = most === undefined ? `from ${least}` : `from ${least} to ${most}`
  return `a ${whole ? 'whole ' : ''}number ${range}`
}
