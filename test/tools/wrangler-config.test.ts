/** The three environments of wrangler.toml are one Worker: nothing may be in one and missing in another. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { z } from 'zod'

const Section = z.looseObject({})
const Config = z.looseObject({ env: z.object({ staging: Section, production: Section }) })
const config = Config.parse(
  experimental_readRawConfig({ config: join(import.meta.dirname, '../../wrangler.toml') }).rawConfig
)
const { env, ...local } = config

/** Keys that an environment does not inherit: each has to state them. */
const STATED = [
  'vars',
  'secrets',
  'queues',
  'r2_buckets',
  'kv_namespaces',
  'd1_databases',
  'durable_objects',
  'workflows',
  'ratelimits',
  'analytics_engine_datasets',
  'send_email',
  'services',
  'version_metadata',
] as const

/** Settings that may be absent locally, each with its reason. */
const DEPLOYED_ONLY: ReadonlySet<string> = new Set([
  // A local run requests nothing from the network; rates are loaded by hand or from a sample.
  'EXCHANGE_RATES_URL',
])

describe.each(['staging', 'production'] as const)('%s', (name) => {
  const section = env[name]

  it.each(STATED)('states the same %s as the local one', (key) => {
    expect(shapeOf(section[key], name)).toEqual(shapeOf(local[key], ''))
  })

  it('inherits everything else', () => {
    const others = Object.keys(section).filter((key) => !STATED.some((stated) => stated === key))
    expect(others).toEqual([])
  })
})

it('states every key that is not inherited and that the local environment has', () => {
  for (const key of Object.keys(local)) {
    if (STATED.some((stated) => stated === key)) continue
    expect(INHERITED, `${key}: does an environment inherit it?`).toContain(key)
  }
})

it('names no ids, so that the repository can be deployed to any account', () => {
  for (const section of [local, env.staging, env.production]) {
    expect(idsIn(section)).toEqual([])
  }
})

it('answers production and staging alike, but for how much they record', () => {
  const { DECISION_SAMPLE_RATE: _, ...staging } = varsOf(env.staging)
  const { DECISION_SAMPLE_RATE: __, ...production } = varsOf(env.production)
  expect(staging).toEqual(production)
})

/** Documented as inheritable: developers.cloudflare.com/workers/wrangler/configuration. */
const INHERITED: readonly string[] = [
  'name',
  'main',
  'compatibility_date',
  'compatibility_flags',
  'alias',
  'keep_names',
  'rules',
  'workers_dev',
  'preview_urls',
  'upload_source_maps',
  'observability',
  'limits',
  'placement',
  'triggers',
  'migrations',
  'assets',
  'build',
  'routes',
]

/** Names of the environment's own resources are cut to what all have, and values of settings left out. */
function shapeOf(value: unknown, environment: string): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (key, each: unknown) => {
    if (DEPLOYED_ONLY.has(key) || DIFFERENT.has(key)) return undefined
    if (typeof each !== 'string') return each
    if (SETTING.test(key)) return 'a value'
    return environment === '' ? each : each.replace(`-${environment}`, '')
  })
}

const SETTING = /^[A-Z][A-Z0-9_]+$/
/** Permitted differences besides values of settings: a batch's timeout, and a limiter's number. */
const DIFFERENT: ReadonlySet<string> = new Set(['max_batch_timeout', 'namespace_id'])

function varsOf(section: z.infer<typeof Section>): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(section.vars)
}

function idsIn(section: z.infer<typeof Section>): string[] {
  const found: string[] = []
  JSON.stringify(section, (key, value) => {
    if (['id', 'database_id', 'account_id', 'preview_id'].includes(key))
      found.push(`${key} ${value}`)
    return key === 'env' ? undefined : value
  })
  return found
}
