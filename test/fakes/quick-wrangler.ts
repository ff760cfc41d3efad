/**
 * The changes that wrangler makes through the API, without its second or more of start and bundle.
 * test/tools/deploy/new-account.test.ts holds them to those of the real one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_readConfig } from 'wrangler'
import { z } from 'zod'
import type { Wrangler } from '../../tools/deploy/account/wrangler'
import { PAGE_FOLDER } from '../../tools/page/build-page'
import { ACCOUNT_ID, TOKEN } from './cloudflare-api'

const migrations = join(import.meta.dirname, '../../migrations')

const Applied = z.object({
  result: z.array(z.object({ results: z.array(z.object({ name: z.string() })) })),
})
const Versions = z.object({ result: z.object({ items: z.array(z.object({ id: z.string() })) }) })
const Queues = z.object({
  result: z.array(
    z.object({
      queue_id: z.string(),
      queue_name: z.string(),
      consumers: z.array(z.object({ consumer_id: z.string() })),
    })
  ),
})

const Config = z.looseObject({
  name: z.string(),
  d1_databases: z.array(z.looseObject({ binding: z.string(), database_id: z.string().optional() })),
  kv_namespaces: z.array(z.looseObject({ binding: z.string(), id: z.string().optional() })),
  r2_buckets: z.array(z.looseObject({ binding: z.string(), bucket_name: z.string() })),
  queues: z.looseObject({
    consumers: z.array(
      z.looseObject({
        queue: z.string(),
        max_batch_size: z.number().optional(),
        max_batch_timeout: z.number().optional(),
        max_retries: z.number().optional(),
        retry_delay: z.number().optional(),
        dead_letter_queue: z.string().optional(),
      })
    ),
  }),
  migrations: z.array(z.looseObject({ tag: z.string() })),
  triggers: z.looseObject({ crons: z.array(z.string()) }),
  secrets: z.looseObject({ required: z.array(z.string()) }),
})
type Config = z.infer<typeof Config>
type Send = (
  method: string,
  path: string,
  body?: string | FormData,
  token?: string
) => Promise<unknown>
const Assets = z.object({
  result: z.object({ jwt: z.string(), buckets: z.array(z.array(z.string())).default([]) }),
})

/** `source` stands for the bundle. */
export function createQuickWrangler(baseUrl: string, source: () => string): Wrangler {
  const send: Send = async (method, path, body, token = TOKEN) => {
    const response = await fetch(`${baseUrl}/accounts/${ACCOUNT_ID}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`wrangler failed: ${text}`)
    return JSON.parse(text)
  }
  return async (args) => {
    const argument = (name: string) => {
      const at = args.indexOf(name)
      return at < 0 ? undefined : args[at + 1]
    }
    const folder = argument('--outdir')
    if (folder !== undefined) {
      await mkdir(folder, { recursive: true })
      // The page's build leaves its folder; its files are not what these tests look at.
      await mkdir(PAGE_FOLDER, { recursive: true })
      await writeFile(join(folder, 'index.js'), source())
      return []
    }
    const given = { config: argument('--config'), env: argument('--env') }
    const config = Config.parse(unstable_readConfig(given, { hideWarnings: true }))
    const secrets = argument('--secrets-file')
    const upload = {
      tag: argument('--tag') ?? '',
      message: argument('--message') ?? '',
      secrets: secrets === undefined ? {} : readSecrets(secrets),
    }
    if (args[0] === 'd1') await applyMigrations(send, config)
    if (args[0] === 'deploy') await deployScript(send, config, upload)
    if (args[0] === 'versions') {
      const assets = await uploadAssets(send, config)
      const version = form(config, upload, assets, false)
      await send('POST', `/workers/scripts/${config.name}/versions`, version)
    }
    if (args[0] === 'triggers') await deployTriggers(send, config)
    return []
  }
}

const readSecrets = (file: string) =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))

async function applyMigrations(send: Send, config: Config): Promise<void> {
  const path = `/d1/database/${config.d1_databases[0]?.database_id}/query`
  const run = (sql: string) => send('POST', path, JSON.stringify({ sql }))
  await run(
    'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)'
  )
  const [{ results } = { results: [] }] = Applied.parse(
    await run('SELECT name FROM d1_migrations')
  ).result
  const applied = new Set(results.map(({ name }) => name))
  for (const name of readdirSync(migrations).sort()) {
    if (!name.endsWith('.sql') || applied.has(name)) continue
    const sql = readFileSync(join(migrations, name), 'utf8')
    await run(`${sql}\nINSERT INTO d1_migrations (name) VALUES ('${name}');`)
  }
}

type Upload = {
  readonly tag: string
  readonly message: string
  readonly secrets: Readonly<Record<string, string>>
}

async function deployScript(send: Send, config: Config, upload: Upload): Promise<void> {
  const script = `/workers/scripts/${config.name}`
  const known = await send('GET', `${script}/versions`).then(
    (answer) => Versions.parse(answer).result.items.length > 0,
    () => false
  )
  const assets = await uploadAssets(send, config)
  await send('PUT', script, form(config, upload, assets, true))
  if (!known) await send('PATCH', `${script}/script-settings`, JSON.stringify({ tags: [] }))
  await deployTriggers(send, config)
}

/** One file stands for the page. Returns the token that a version shows. */
async function uploadAssets(send: Send, { name }: Config): Promise<string> {
  const hash = '0123456789abcdef0123456789abcdef'
  const manifest = { '/index.html': { hash, size: 4 } }
  const session = `/workers/scripts/${name}/assets-upload-session`
  const opened = Assets.parse(await send('POST', session, JSON.stringify({ manifest }))).result
  if (opened.buckets.length === 0) return opened.jwt
  const files = new FormData()
  files.append(hash, new File(['page'], hash))
  const path = '/workers/assets/upload?base64=true'
  return Assets.parse(await send('POST', path, files, opened.jwt)).result.jwt
}

async function deployTriggers(send: Send, config: Config): Promise<void> {
  const script = `/workers/scripts/${config.name}`
  await send('POST', `${script}/subdomain`, '{}')
  const { crons } = config.triggers
  await send('PUT', `${script}/schedules`, JSON.stringify(crons.map((cron) => ({ cron }))))
  const { result } = Queues.parse(await send('GET', '/queues'))
  for (const consumer of config.queues.consumers) {
    const queue = result.find(({ queue_name }) => queue_name === consumer.queue)
    const [known] = queue?.consumers ?? []
    const path = `/queues/${queue?.queue_id}/consumers`
    const body = JSON.stringify({
      type: 'worker',
      dead_letter_queue: consumer.dead_letter_queue,
      script_name: config.name,
      settings: {
        batch_size: consumer.max_batch_size,
        max_retries: consumer.max_retries,
        max_wait_time_ms:
          consumer.max_batch_timeout === undefined ? undefined : consumer.max_batch_timeout * 1_000,
        retry_delay: consumer.retry_delay,
      },
    })
    if (known) await send('PUT', `${path}/${known.consumer_id}`, body)
    else await send('POST', path, body)
  }
}

function form(
  config: Config,
  { tag, message, secrets }: Upload,
  jwt: string,
  isDeploy: boolean
): FormData {
  const required = config.secrets.required
  const metadata = {
    bindings: [
      ...config.d1_databases.map(({ binding: name, database_id: id }) => ({
        type: 'd1',
        name,
        id,
      })),
      ...config.kv_namespaces.map(({ binding: name, id }) => ({
        type: 'kv_namespace',
        name,
        namespace_id: id,
      })),
      ...config.r2_buckets.map(({ binding: name, bucket_name }) => ({
        type: 'r2_bucket',
        name,
        bucket_name,
      })),
      ...Object.entries(secrets).map(([name, value]) => ({
        type: 'secret_text',
        name,
        text: value,
      })),
      { type: 'assets', name: 'ASSETS' },
      ...required.filter((name) => !(name in secrets)).map((name) => ({ type: 'inherit', name })),
    ],
    assets: { jwt },
    annotations: { 'workers/tag': tag, 'workers/message': message },
    ...(isDeploy ? { migrations: { new_tag: config.migrations.at(-1)?.tag } } : {}),
  }
  const body = new FormData()
  body.append('metadata', JSON.stringify(metadata))
  return body
}
