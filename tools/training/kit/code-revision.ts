/** The code that computed a model's features: the commit, with "+" for changes not in it. */
import { spawnSync } from 'node:child_process'

export function codeRevision(): string {
  const commit = git(['rev-parse', '--short=12', 'HEAD'])
  if (commit === undefined) return 'unknown'
  return git(['status', '--porcelain', '--untracked-files=no']) === '' ? commit : `${commit}+`
}

/** Undefined outside a repository, as in an unpacked release. */
function git(args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
