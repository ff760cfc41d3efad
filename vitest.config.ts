import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const migrations = await readD1Migrations('./migrations')

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'dist/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/{models,pipelines}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'tools', include: ['test/tools/**/*.test.ts'], testTimeout: 120_000 } },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: migrations,
                USER_HASH_KEY: 'a key for tests only',
              },
            },
          }),
        ],
        test: {
          name: 'workers',
          testTimeout: 60_000,
          include: ['test/{workers,journeys}/**/*.test.ts'],
          setupFiles: ['test/workers/migrate.ts'],
        },
      },
    ],
  },
})
