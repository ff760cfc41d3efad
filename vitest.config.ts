import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// wrangler.toml requires them; these keep nothing secret.
process.env.USER_HASH_KEY = 'a key for tests only'
process.env.TOKEN_SIGNING_KEY = 'another key for tests only'

const migrations = await readD1Migrations('./migrations')

export default defineConfig({
  test: {
    // Each request writes one, and a test that looks at them has its own log.
    onConsoleLog: (text) => !text.startsWith('{"level":"info"'),
    reporters: ['default', ['json', { outputFile: 'dist/vitest.json' }]],
    coverage: {
      provider: 'istanbul',
      include: ['{models,pipelines,workers}/**/*.ts'],
      exclude: ['**/*.d.ts', 'workers/dashboard/vite.config.ts'],
      reporter: ['json-summary'],
      reportsDirectory: 'dist/coverage',
    },
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/{models,pipelines}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // The product's own functions in plain Node, over fakes with the platform's limits.
        resolve: { alias: { 'cloudflare:workers': './test/fakes/cloudflare-workers.ts' } },
        test: {
          name: 'faults',
          include: ['test/{fakes,faults,node}/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        // The dashboard's own functions and components, in plain Node.
        test: { name: 'page', include: ['test/workers/dashboard/**/*.test.ts'] },
      },
      {
        test: {
          name: 'tools',
          include: ['test/tools/**/*.test.ts', 'test/architecture.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: migrations,
                // A file of tests ends once its last report is sent.
                METRICS_REPORT_MS: '50',
              },
            },
          }),
        ],
        test: {
          name: 'workers',
          testTimeout: 60_000,
          include: ['test/{workers,journeys}/**/*.test.ts'],
          exclude: ['test/workers/dashboard/**'],
          setupFiles: ['test/workers/migrate.ts'],
        },
      },
    ],
  },
})
