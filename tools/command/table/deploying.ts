/** Commands that need an account at Cloudflare. */
import type { Row } from './row'

const SECONDS = { type: 'string', value: 'SECONDS', number: { least: 0 } } as const

export const DEPLOYING = {
  deploy: {
    name: 'deploy',
    file: 'tools/deploy.ts',
    purpose:
      'Creates, releases, rolls back, shows or deletes an environment; every step is safe to repeat.',
    operands: {
      form: '[release|rollback|status|destroy]',
      purpose: 'what to do (default: release)',
      least: 0,
      most: 1,
    },
    options: {
      env: { type: 'string', value: 'NAME', purpose: 'required: staging or production' },
      'dry-run': {
        type: 'boolean',
        default: false,
        purpose: 'read the account and print what would be done',
      },
      json: {
        type: 'boolean',
        default: false,
        purpose: 'one JSON document on stdout, progress on stderr',
      },
      hold: { ...SECONDS, default: '300', purpose: 'time to watch each stage of traffic' },
      url: {
        type: 'string',
        value: 'URL',
        purpose: 'where the Worker answers, if not at its custom domain or on workers.dev',
      },
      subdomain: {
        type: 'string',
        value: 'NAME',
        purpose: 'workers.dev subdomain, for an account that has none',
      },
      champions: {
        type: 'boolean',
        default: false,
        purpose: 'replace champions promoted there by those of this repository',
      },
      'object-migrations': {
        type: 'boolean',
        default: false,
        purpose: 'apply Durable Object migrations: to all traffic at once, without a way back',
      },
      'smoke-limit': { ...SECONDS, purpose: 'time for a check of the smoke test to pass' },
      to: { type: 'string', value: 'VERSION', purpose: 'version for rollback' },
      yes: {
        type: 'string',
        value: 'NAME',
        purpose: 'name of the environment, to confirm destroy',
      },
    },
    examples: ['--env staging --dry-run', 'rollback --env production', 'status --env staging'],
  },
  'setup:lake': {
    name: 'setup:lake',
    file: 'tools/setup-lake.ts',
    purpose: 'Prints what a bucket in R2 needs: lifecycle rules, and a catalog with its pipelines.',
    options: {
      env: { type: 'string', value: 'NAME', purpose: 'required: production or staging' },
      apply: {
        type: 'boolean',
        default: false,
        purpose: 'set the lifecycle rules, which replaces the rules of the bucket',
      },
    },
    examples: ['--env production', '--env production --apply'],
  },
} as const satisfies Readonly<Record<string, Row>>
