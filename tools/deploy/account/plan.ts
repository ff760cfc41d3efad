/** The resources that an environment of wrangler.toml needs. Read once, before any call. */
import { join } from 'node:path'
import { unstable_readConfig } from 'wrangler'
import { z } from 'zod'

export const root = join(import.meta.dirname, '../../..')
export const WRANGLER_TOML = join(root, 'wrangler.toml')

export const ENVIRONMENTS = ['staging', 'production'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

const Migration = z.looseObject({ tag: z.string() })
const Route = z.union([
  z.string(),
  z.looseObject({ pattern: z.string(), custom_domain: z.boolean().optional() }),
])
const Consumer = z.looseObject({
  queue: z.string(),
  max_batch_size: z.number().optional(),
  max_batch_timeout: z.number().optional(),
  max_retries: z.number().optional(),
  retry_delay: z.number().optional(),
  dead_letter_queue: z.string().optional(),
})
const Config = z.looseObject({
  name: z.string(),
  d1_databases: z.array(z.looseObject({ binding: z.string(), database_name: z.string() })),
  kv_namespaces: z.array(z.looseObject({ binding: z.string() })),
  r2_buckets: z.array(z.looseObject({ binding: z.string(), bucket_name: z.string() })),
  queues: z.looseObject({
    producers: z.array(z.looseObject({ binding: z.string(), queue: z.string() })).default([]),
    consumers: z.array(Consumer).default([]),
  }),
  migrations: z.array(Migration),
  triggers: z.looseObject({ crons: z.array(z.string()).default([]) }),
  secrets: z.looseObject({ required: z.array(z.string()).default([]) }).optional(),
  routes: z.array(Route).optional(),
  workers_dev: z.boolean().optional(),
})
type Config = z.infer<typeof Config>

export type Plan = {
  readonly environment: Environment
  /** Name of the Worker script. */
  readonly script: string
  readonly databases: readonly { readonly binding: string; readonly name: string }[]
  readonly namespaces: readonly { readonly binding: string; readonly title: string }[]
  readonly buckets: readonly { readonly binding: string; readonly name: string }[]
  /** Every queue that is written, read, or takes dead letters. */
  readonly queues: readonly string[]
  readonly consumers: readonly z.infer<typeof Consumer>[]
  readonly secrets: readonly string[]
  readonly crons: readonly string[]
  /** Tags of the Durable Object migrations, in order. */
  readonly objectMigrations: readonly string[]
  /** Host of a custom domain, where one is set. */
  readonly host: string | undefined
}

export function readPlan(environment: Environment, configPath = WRANGLER_TOML): Plan {
  const config = Config.parse(
    unstable_readConfig({ config: configPath, env: environment }, { hideWarnings: true })
  )
  const consumers = config.queues.consumers
  return {
    environment,
    script: config.name,
    databases: config.d1_databases.map(({ binding, database_name: name }) => ({ binding, name })),
    namespaces: config.kv_namespaces.map(({ binding }) => ({
      binding,
      title: provisionedName(config.name, binding),
    })),
    buckets: config.r2_buckets.map(({ binding, bucket_name: name }) => ({ binding, name })),
    queues: [
      ...new Set([
        ...config.queues.producers.map(({ queue }) => queue),
        ...consumers.flatMap(({ queue, dead_letter_queue }) => [queue, dead_letter_queue ?? queue]),
      ]),
    ],
    consumers,
    secrets: config.secrets?.required ?? [],
    crons: config.triggers.crons,
    objectMigrations: config.migrations.map(({ tag }) => tag),
    host: customDomain(config),
  }
}

/** The name that wrangler gives a resource it creates, so that both find the same one. */
function provisionedName(script: string, binding: string): string {
  return `${script}-${binding.toLowerCase().replaceAll('_', '-')}`
}

function customDomain({ routes = [] }: Config): string | undefined {
  for (const route of routes) {
    if (typeof route !== 'string' && route.custom_domain) return route.pattern
  }
  return undefined
}
