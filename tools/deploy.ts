/**
 * npm run deploy -- [release | rollback | status | destroy] --env staging|production: an environment
 * on Cloudflare, from an empty account to a smoked release. Every step is safe to repeat.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { terminalQuestions } from './deploy/account/ask'
import { createCloudflare } from './deploy/account/cloudflare'
import { createJournal } from './deploy/account/journal'
import { ENVIRONMENTS, readPlan } from './deploy/account/plan'
import { createWrangler } from './deploy/account/wrangler'
import { COMMANDS, type Options, runCommand } from './deploy/commands'

const HELP = `npm run deploy -- --env staging|production            make what is missing, release, smoke, share traffic
npm run deploy -- rollback --env E [--to VERSION]     give all traffic to the version before
npm run deploy -- status --env E                      what the account has
npm run deploy -- destroy --env staging [--yes NAME]  delete it with its data

  --dry-run             read the account and print what would be done
  --json                one JSON document on stdout, progress on stderr
  --hold SECONDS        how long each stage of traffic is watched (300)
  --url URL             where the Worker answers, if not at its custom domain or on workers.dev
  --subdomain NAME      workers.dev subdomain, for an account that has none
  --champions           let champions of this repository replace those promoted there
  --object-migrations   apply Durable Object migrations: to all traffic at once, without a way back
  --smoke-limit SECONDS how long a check of the smoke test may take to pass (90)

CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID name the account; CLOUDFLARE_API_BASE_URL another API.`

const PUBLIC_API = 'https://api.cloudflare.com/client/v4'

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      env: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      hold: { type: 'string', default: '300' },
      url: { type: 'string' },
      subdomain: { type: 'string' },
      champions: { type: 'boolean', default: false },
      'object-migrations': { type: 'boolean', default: false },
      'smoke-limit': { type: 'string' },
      to: { type: 'string' },
      yes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const print = values.json ? console.error : console.log
  const name = oneOf(COMMANDS, positionals[0] ?? 'release', 'The command')
  const plan = readPlan(oneOf(ENVIRONMENTS, values.env, '--env'))
  const account = {
    token: setting('CLOUDFLARE_API_TOKEN'),
    accountId: setting('CLOUDFLARE_ACCOUNT_ID'),
    baseUrl: process.env.CLOUDFLARE_API_BASE_URL ?? PUBLIC_API,
  }
  const journal = createJournal(print)
  const run = {
    plan,
    cloudflare: createCloudflare(account),
    wrangler: createWrangler({ CLOUDFLARE_ACCOUNT_ID: account.accountId }),
    journal,
    dryRun: values['dry-run'],
    reach: fetch,
    sleep,
    environment: process.env,
    ask: terminalQuestions(),
  }
  let adminKey: string | undefined
  const options: Options = {
    url: values.url,
    subdomain: values.subdomain,
    holdMs: seconds('--hold', values.hold) * 1_000,
    smokeLimitMs:
      values['smoke-limit'] === undefined
        ? undefined
        : seconds('--smoke-limit', values['smoke-limit']) * 1_000,
    champions: values.champions,
    objectMigrations: values['object-migrations'],
    to: values.to,
    yes: values.yes,
    showKey(key) {
      adminKey = key
      print(`\nThe first administrator key, shown only now: ${key}\n`)
    },
  }
  const failure = await runCommand(run, name, options)
  if (failure !== undefined) console.error(`\n${failure}`)
  if (values.json) {
    const { environment, script } = plan
    const about = {
      command: name,
      environment,
      script,
      dry_run: run.dryRun,
      failure: failure ?? null,
    }
    console.log(JSON.stringify({ ...about, admin_key: adminKey ?? null, steps: journal.steps }))
  }
  return failure === undefined ? 0 : 1
})

function oneOf<T extends string>(all: readonly T[], given: string | undefined, what: string): T {
  const found = all.find((each) => each === given)
  if (found === undefined) {
    throw new Error(`${what} must be ${all.join(' or ')}, is "${given ?? ''}"; see --help`)
  }
  return found
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`Set ${name}; docs/deploy.md says which permissions the token needs`)
  return value
}

function seconds(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0)) throw new Error(`${name} must be seconds, is "${text}"`)
  return value
}
