/** Secrets of the Worker: missing ones are generated or requested, and never printed. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run } from './run'

/**
 * Random keys that no other system knows. Each is generated once: with another USER_HASH_KEY no
 * known shopper would be recognised.
 */
const GENERATED: ReadonlySet<string> = new Set(['USER_HASH_KEY', 'TOKEN_SIGNING_KEY'])
const KEY_BYTES = 32

/** Values of the secrets that `known` lacks. Others come from the process's environment or a person. */
export async function missingSecrets(
  run: Run,
  known: ReadonlySet<string>
): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const name of run.plan.secrets) {
    if (known.has(name)) run.journal.write('secret', 'kept', name)
    else if (run.dryRun) run.journal.write('secret', 'would', describe(run, name))
    else values[name] = await secretValue(run, name)
  }
  return values
}

function describe({ environment }: Run, name: string): string {
  if (environment[name]) return `set ${name} from the environment`
  return GENERATED.has(name) ? `generate ${name}` : `ask for ${name}`
}

async function secretValue(run: Run, name: string): Promise<string> {
  const given = run.environment[name]
  if (given) return given
  if (GENERATED.has(name)) return randomBytes(KEY_BYTES).toString('hex')
  const answer = await run.ask?.(`Value of the secret ${name}: `)
  if (!answer) {
    throw new Error(`Secret ${name} is not set; run again with ${name} in the environment`)
  }
  return answer
}

/** Secrets travel with the version that needs them, in a file only this user can read, for one call. */
export async function withSecretsFile<T>(
  values: Readonly<Record<string, string>>,
  work: (args: readonly string[]) => Promise<T>
): Promise<T> {
  if (Object.keys(values).length === 0) return work([])
  const folder = await mkdtemp(join(tmpdir(), 'fareline-secrets-'))
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(values), { mode: 0o600 })
    return await work(['--secrets-file', file])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
