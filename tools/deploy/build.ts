/** The bundle's fingerprint, by which a repeated run recognises its version, and its settings. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { experimental_readRawConfig } from 'wrangler'
import { z } from 'zod'
import { filesIn, PAGE_FOLDER } from '../page/build-page'
import { environmentOf } from './account/database'
import { root, WRANGLER_TOML } from './account/plan'
import type { Resources } from './account/provision'
import type { Run } from './account/run'

const Bound = z.looseObject({ binding: z.string() })
const RawConfig = z.looseObject({
  env: z.record(
    z.string(),
    z.looseObject({
      d1_databases: z.array(Bound).optional(),
      kv_namespaces: z.array(Bound).optional(),
    })
  ),
})

/** Cloudflare takes tags of up to 25 characters. */
const TAG_HEX = 16

/** Depends on source, lockfile and settings only, not on the machine. */
export async function releaseTag(run: Run): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fareline-bundle-'))
  try {
    const args = ['deploy', '--dry-run', '--outdir', folder]
    await run.wrangler([...args, ...environmentOf(run, WRANGLER_TOML)])
    const hash = createHash('sha256').update(await readFile(WRANGLER_TOML))
    const names = (await readdir(folder)).filter((name) => !/\.(map|md)$/.test(name))
    for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)))
    for (const name of await filesIn(PAGE_FOLDER)) {
      hash.update(name).update(await readFile(join(PAGE_FOLDER, name)))
    }
    return `fareline-${hash.digest('hex').slice(0, TAG_HEX)}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Writes wrangler.toml with the ids of this account beside it, for one call. The repository has no
 * ids, so that it can be deployed to any account; without them wrangler would create a second
 * namespace on a first deploy.
 */
export async function withConfig<T>(
  { plan }: Run,
  { databases, namespaces }: Resources,
  work: (config: string) => Promise<T>
): Promise<T> {
  const config = RawConfig.parse(experimental_readRawConfig({ config: WRANGLER_TOML }).rawConfig)
  const section = config.env[plan.environment]
  for (const database of section?.d1_databases ?? []) {
    database.database_id = databases.get(database.binding)
  }
  for (const namespace of section?.kv_namespaces ?? []) {
    namespace.id = namespaces.get(namespace.binding)
  }
  const suffix = randomBytes(4).toString('hex')
  const file = join(root, `.wrangler-${plan.environment}-${suffix}.json`)
  try {
    await writeFile(file, JSON.stringify(config, null, 2))
    return await work(file)
  } finally {
    await rm(file, { force: true })
  }
}
