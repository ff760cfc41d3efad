/** A row of the table of commands, from which `--help` is printed and a command line is checked. */

export type Option = {
  /** As node:util parseArgs takes them: a `boolean` is a flag, a `string` takes a value. */
  readonly type: 'string' | 'boolean'
  readonly default?: string | boolean
  readonly multiple?: boolean
  /** Placeholder of the value, which names its form or unit: `DIR`, `SECONDS`. */
  readonly value?: string
  readonly purpose: string
  /** Set where the value must be a number within these limits. */
  readonly number?: NumberLimits
}

export type NumberLimits = {
  readonly least: number
  readonly most?: number
  readonly whole?: boolean
}

export type Operands = {
  /** As the usage line shows them: `FILE...`. */
  readonly form: string
  readonly purpose: string
  readonly least: number
  /** No limit where absent. */
  readonly most?: number
}

export type Options = Readonly<Record<string, Option>>

export type Row<O extends Options = Options> = {
  readonly name: string
  /** Relative to the project folder. */
  readonly file: string
  readonly purpose: string
  readonly operands?: Operands
  readonly options: O
  /** Command lines that work, without `npm run NAME --`. */
  readonly examples: readonly string[]
}
