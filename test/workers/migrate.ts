import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { ACCOUNT } from '../build/scopes'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
    }
  }
}

await applyD1Migrations(env.DB, env.MIGRATIONS)
// Every test's data belongs to this account; crons work through the accounts there are.
await env.DB.prepare('INSERT OR IGNORE INTO accounts (id, created_at) VALUES (?, 0)')
  .bind(ACCOUNT)
  .run()
