/** Finds files with logic that have no test of their own name. */
import { basename } from 'node:path/posix'
import { parseSync } from 'vite'

/** A file without any of these only declares, names or connects. */
const DECISIONS = new Set([
  'IfStatement',
  'ConditionalExpression',
  'SwitchStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'LogicalExpression',
  'CatchClause',
  'ThrowStatement',
])

export function hasLogic(file: string, text: string): boolean {
  const visit = (node: unknown): boolean => {
    if (typeof node !== 'object' || node === null) return false
    if ('type' in node && DECISIONS.has(String(node.type))) return true
    return Object.values(node).some(visit)
  }
  return visit(parseSync(file, text).program)
}

/** `tests` are the files of tests; the folder of a test is not compared. */
export function withoutOwnTest(
  texts: ReadonlyMap<string, string>,
  tests: readonly string[]
): readonly string[] {
  const names = new Set(tests.map((file) => basename(file).replace(/\.test\.ts$/, '')))
  return [...texts]
    .filter(([file, text]) => !names.has(basename(file, '.ts')) && hasLogic(file, text))
    .map(([file]) => file)
}
