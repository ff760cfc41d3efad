/** Commands that start the Worker on this machine or talk to a running one. */
import { JSON_OPTION } from './options'
import type { Row } from './row'

const STATE = {
  type: 'string',
  default: '.fareline',
  value: 'DIR',
  purpose: 'folder of all local data',
} as const
const PORT = {
  type: 'string',
  default: '8787',
  value: 'N',
  purpose: 'port to listen on',
  number: { least: 1, most: 65_535, whole: true },
} as const
const URL_OPTION = {
  type: 'string',
  default: 'http://127.0.0.1:8787',
  value: 'URL',
  purpose: 'where the server listens',
} as const
const KEY = {
  type: 'string',
  default: 'sk_test_sandbox',
  value: 'KEY',
  purpose: 'API key; the default works on local state only',
} as const
export const SERVING = {
  start: {
    name: 'start',
    file: 'tools/start.ts',
    purpose: 'Starts the whole system on one port and feeds it a sample of simulated searches.',
    options: { port: PORT, state: STATE },
    examples: ['', '--port 8788 --state .fareline-two'],
  },
  serve: {
    name: 'serve',
    file: 'tools/serve.ts',
    purpose:
      'Starts the Worker alone until SIGTERM; prints "ready http://127.0.0.1:N" when it can answer.',
    options: {
      port: PORT,
      state: STATE,
      set: {
        type: 'string',
        multiple: true,
        value: 'NAME=VALUE',
        purpose: 'a setting under [vars] of wrangler.toml; may be given several times',
      },
      https: {
        type: 'boolean',
        default: false,
        purpose:
          'serve TLS with a certificate of its own, DIR/https-cert.pem, for clients that insist on it',
      },
    },
    examples: ['--port 8787 --state .fareline', '--set LAND_REQUESTS=false', '--https --port 8443'],
  },
  keys: {
    name: 'keys',
    file: 'tools/keys.ts',
    purpose:
      'Creates, lists, rotates and revokes API keys, and joins accounts to pools, locally or of a deployment.',
    operands: {
      form: 'create|list|rotate|revoke|join|leave [ID|POOL]',
      purpose:
        'the action; rotate and revoke need the id of a key, join and leave the name of a shared market pool',
      least: 1,
      most: 2,
    },
    options: {
      state: STATE,
      account: {
        type: 'string',
        value: 'NAME',
        purpose: 'who owns the key; created where missing',
      },
      mode: {
        type: 'string',
        default: 'test',
        value: 'test|live',
        purpose: 'which data it reaches',
      },
      scopes: { type: 'string', value: 'A,B', purpose: 'what it may do; all where left out' },
      name: { type: 'string', default: 'API key', value: 'TEXT', purpose: 'a name to know it by' },
      'sample-clock': {
        type: 'boolean',
        default: false,
        purpose:
          'test keys of the account run Amadeus requests of a past date at a clock before it',
      },
      'overlap-seconds': {
        type: 'string',
        default: '86400',
        value: 'N',
        purpose: 'how long a rotated key goes on working',
      },
      url: { type: 'string', value: 'URL', purpose: 'a deployment in place of --state' },
      key: { type: 'string', value: 'KEY', purpose: 'an admin key of that deployment' },
    },
    examples: [
      'create --account acme --mode test --scopes events:write,insights:read',
      'join metasearch --account acme',
      'list',
    ],
  },
  'read-only': {
    name: 'read-only',
    file: 'tools/read-only.ts',
    purpose: 'Switches the writes of a deployment off and on; questions are still answered.',
    operands: { form: 'on|off|status', purpose: 'the action', least: 1, most: 1 },
    options: {
      url: URL_OPTION,
      key: KEY,
      reason: {
        type: 'string',
        default: 'maintenance',
        value: 'TEXT',
        purpose: 'shown to senders whose writes are refused',
      },
    },
    examples: ['on --reason "restore of the database" --url U --key K', 'status'],
  },
  audit: {
    name: 'audit',
    file: 'tools/audit.ts',
    purpose: 'Lists the audit log of an account, or verifies its chain and checkpoints.',
    operands: { form: 'verify|list', purpose: 'the action', least: 1, most: 1 },
    options: {
      state: STATE,
      account: { type: 'string', default: 'sandbox', value: 'NAME', purpose: 'whose log' },
      url: { type: 'string', value: 'URL', purpose: 'a deployment in place of --state' },
      key: { type: 'string', value: 'KEY', purpose: 'an admin key of that deployment' },
      json: JSON_OPTION,
    },
    examples: ['verify', 'list --account acme --json'],
  },
  rates: {
    name: 'rates',
    file: 'tools/rates.ts',
    purpose: 'Loads daily exchange rates in the form of the European Central Bank (CSV or XML).',
    operands: { form: 'FILE', purpose: 'eurofxref-hist.csv or XML', least: 1, most: 1 },
    options: {
      url: URL_OPTION,
      key: KEY,
      source: { type: 'string', value: 'NAME', purpose: 'name to store the rates under' },
      force: {
        type: 'boolean',
        default: false,
        purpose: 'also load rates beyond 20 % of the day before',
      },
    },
    examples: ['eurofxref-hist.csv'],
  },
  replay: {
    name: 'replay',
    file: 'tools/replay.ts',
    purpose:
      'Posts files of fares as events, in the order they happened; resumes where it stopped.',
    operands: { form: 'FILE...', purpose: 'files of one format', least: 1 },
    options: {
      format: {
        type: 'string',
        value: 'FORMAT',
        purpose: 'required: expedia, easemytrip, panel or events',
      },
      url: URL_OPTION,
      key: KEY,
      fresh: {
        type: 'boolean',
        default: false,
        purpose: 'start again from the first event instead of resuming',
      },
    },
    examples: ['--format panel panel.csv.gz', '--format events simulated/events.ndjson.gz --fresh'],
  },
  post: {
    name: 'post',
    file: 'tools/post-documents.ts',
    purpose: 'Posts documents of distribution systems and shows the result of each.',
    operands: { form: 'FILE|FOLDER...', purpose: 'documents, or folders of them', least: 1 },
    options: { url: URL_OPTION, key: KEY },
    examples: ['documents/', 'air-shopping-rs.xml --url http://127.0.0.1:8788'],
  },
  job: {
    name: 'job',
    file: 'tools/job.ts',
    purpose:
      'Runs a job of the Worker in slices until no work is left, fills its gaps, or fires the crons of a time.',
    operands: {
      form: 'NAME | backfill NAME | fire',
      purpose: 'the job, such as compact-lake',
      least: 1,
      most: 2,
    },
    options: {
      at: { type: 'string', value: 'RFC3339', purpose: 'clock of the job (default: now)' },
      from: {
        type: 'string',
        value: 'T',
        purpose: 'first day of a backfill; instant after which crons fire',
      },
      to: { type: 'string', value: 'T', purpose: 'last day of a backfill; last instant of crons' },
      state: STATE,
      url: {
        type: 'string',
        value: 'URL',
        purpose: 'a server to run it on (default: the one that serves --state)',
      },
      key: KEY,
      json: JSON_OPTION,
    },
    examples: [
      'compact-lake',
      'settle-decisions --at 2026-11-28T12:00:00Z --json',
      'backfill aggregate-days --from 2026-11-01 --to 2026-11-28',
      'fire --from 2026-11-28T00:00:00Z --to 2026-11-28T06:00:00Z',
    ],
  },
  sql: {
    name: 'sql',
    file: 'tools/sql.ts',
    purpose: 'Queries the lake in SQL, test data unless --live is given.',
    operands: {
      form: '["SELECT ..."]',
      purpose:
        'one statement, or none to read them from the input, each ended by a semicolon; views: search_events, price_offers, multi_market_offers, bookings, decisions, user_context, ledger, raw_events, lake_columns',
      least: 0,
      most: 1,
    },
    options: {
      state: STATE,
      out: { type: 'string', value: 'FILE', purpose: 'write the rows as .csv or .parquet' },
      account: { type: 'string', default: 'sandbox', value: 'NAME', purpose: 'whose data' },
      live: { type: 'boolean', default: false, purpose: 'live data in place of test data' },
      json: JSON_OPTION,
      remote: {
        type: 'boolean',
        default: false,
        purpose:
          'the lake in R2, by R2_ACCOUNT_ID, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET',
      },
    },
    examples: [
      '"select market, count(*) from price_offers group by all"',
      '"select * from price_offers" --out offers.parquet',
      '< statements.sql',
    ],
  },
  lake: {
    name: 'lake',
    file: 'tools/lake.ts',
    purpose:
      'Checks that every accepted event is once in the raw and once in the curated lake, or makes markets anew from raw.',
    operands: { form: 'verify|rebuild', purpose: 'what to do', least: 1, most: 1 },
    options: {
      market: { type: 'string', value: 'LIS-JFK', purpose: 'the market that is rebuilt' },
      all: { type: 'boolean', default: false, purpose: 'rebuilds every market and the indexes' },
      url: {
        type: 'string',
        value: 'URL',
        purpose: 'a server that rebuilds (default: the one that serves --state)',
      },
      key: KEY,
      from: { type: 'string', value: 'RFC3339', purpose: 'first instant of arrival' },
      to: { type: 'string', value: 'RFC3339', purpose: 'instant of arrival to stop before' },
      state: STATE,
      account: { type: 'string', default: 'sandbox', value: 'NAME', purpose: 'whose data' },
      live: { type: 'boolean', default: false, purpose: 'live data in place of test data' },
      json: JSON_OPTION,
    },
    examples: [
      'verify',
      'verify --from 2026-11-20T00:00:00Z --json',
      'rebuild --market LIS-JFK',
      'rebuild --all --json',
    ],
  },
} as const satisfies Readonly<Record<string, Row>>
