/** Texts printed from the table of commands. */
import type { Option, Row } from './table/row'

const WIDTH = 100

export function helpOf(row: Row): string {
  const names = Object.entries(row.options)
  const lines = names.map(([name, option]): [string, string] => [
    optionForm(name, option),
    withDefault(option),
  ])
  const operands: [string, string][] = row.operands
    ? [[row.operands.form, row.operands.purpose]]
    : []
  const listed: [string, string][] = [...operands, ...lines, ['--help', 'print this text']]
  const examples = row.examples.map((example) => `  ${invocation(row, example)}`)
  return [usage(row), '', row.purpose, '', ...columns(listed), '', 'Examples:', ...examples].join(
    '\n'
  )
}

export function listOf(rows: readonly Row[]): string {
  const listed = rows.map(({ name, purpose }): [string, string] => [name, purpose])
  return [
    'npx fareline COMMAND [OPTIONS]',
    '',
    'Runs a command as `npm run COMMAND -- OPTIONS` does, in the project folder.',
    '',
    ...columns(listed),
    '',
    'npx fareline COMMAND --help prints the options of one.',
  ].join('\n')
}

export function usage(row: Row): string {
  const operands = row.operands ? [row.operands.form] : []
  const options = Object.keys(row.options).length > 0 ? ['[OPTIONS]'] : []
  return invocation(row, [...operands, ...options].join(' '))
}

/** npm takes what follows a bare `--` as the arguments of the script. */
export function invocation({ name }: Row, args: string): string {
  const script = name === 'start' ? 'npm start' : `npm run ${name}`
  return args === '' ? script : `${script} -- ${args}`
}

function optionForm(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

function withDefault({ purpose, default: value }: Option): string {
  return value === undefined || typeof value === 'boolean' || value === ''
    ? purpose
    : `${purpose} (default: ${value})`
}

/** Two columns, the second wrapped to the width of a terminal. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([form]) => form.length)) + 4
  return rows.flatMap(([form, text]) =>
    wrap(text, WIDTH - left).map(
      (line, index) => `${(index === 0 ? `  ${form}` : '').padEnd(left)}${line}`
    )
  )
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
