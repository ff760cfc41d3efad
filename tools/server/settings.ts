/** `--set NAME=VALUE`, checked against the [vars] of wrangler.toml. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Misuse } from '../command/misuse'

const file = join(import.meta.dirname, '../../wrangler.toml')

export function readSettings(given: readonly string[]): Record<string, string> {
  const known = settingNames(readFileSync(file, 'utf8'))
  return Object.fromEntries(
    given.map((word) => {
      const at = word.indexOf('=')
      const name = word.slice(0, Math.max(0, at))
      if (known.includes(name)) return [name, word.slice(at + 1)]
      throw new Misuse(`--set ${word} must be NAME=VALUE, with NAME one of ${known.join(', ')}`)
    })
  )
}

/** Names of the first environment's settings; the others have the same. */
export function settingNames(toml: string): string[] {
  const [, vars = ''] = toml.split(/^\[vars\]$/m)
  const [section = ''] = vars.split(/^\[/m)
  return Array.from(section.matchAll(/^([A-Z_]+) = /gm), ([, name = '']) => name)
}
