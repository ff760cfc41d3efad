/**
 * The four commands for an environment. Each resolves to the reason of its failure, or to
 * undefined.
 */
import { DrizzleQueryError } from 'drizzle-orm'
import { setLifecycle } from './account/bucket-rules'
import { migrate } from './account/database'
import { uploadModelFiles } from './account/model-files'
import { ensureSubdomain, provision } from './account/provision'
import type { Run } from './account/run'
import { withConfig } from './build'
import { destroy } from './destroy'
import { release } from './release'
import { rollback } from './rollback'
import { status } from './status'

export const COMMANDS = ['release', 'rollback', 'status', 'destroy'] as const
export type Command = (typeof COMMANDS)[number]

export type Options = {
  readonly url: string | undefined
  readonly subdomain: string | undefined
  readonly holdMs: number
  readonly smokeLimitMs: number | undefined
  readonly champions: boolean
  readonly objectMigrations: boolean
  /** Version that `rollback` restores. */
  readonly to: string | undefined
  /** Name that confirms `destroy`. */
  readonly yes: string | undefined
  readonly showKey: (key: string) => void
}

export async function runCommand(
  run: Run,
  command: Command,
  options: Options
): Promise<string | undefined> {
  try {
    return await perform(run, command, options)
  } catch (error) {
    // Drizzle's message is the statement and its parameters; its cause is the error.
    throw error instanceof DrizzleQueryError ? (error.cause ?? error) : error
  }
}

async function perform(run: Run, command: Command, options: Options): Promise<string | undefined> {
  switch (command) {
    case 'release':
      return deploy(run, options)
    case 'rollback':
      await rollback(run, options.to)
      return undefined
    case 'status':
      await status(run)
      return undefined
    case 'destroy':
      await destroy(run, options.yes)
      return undefined
  }
}

async function deploy(run: Run, options: Options): Promise<string | undefined> {
  const { plan } = run
  const subdomain = await ensureSubdomain(run, options.subdomain)
  const resources = await provision(run)
  for (const { name } of plan.buckets) {
    await setLifecycle(run, name)
    await uploadModelFiles(run, name, options.champions)
  }
  await withConfig(run, resources, async (config) => {
    for (const { binding, name } of plan.databases) {
      await migrate(run, config, { binding, name, id: resources.databases.get(binding) })
    }
  })
  return release(run, {
    resources,
    url: options.url ?? `https://${plan.host ?? `${plan.script}.${subdomain}.workers.dev`}`,
    holdMs: options.holdMs,
    smokeLimitMs: options.smokeLimitMs,
    objectMigrations: options.objectMigrations,
    showKey: options.showKey,
  })
}
