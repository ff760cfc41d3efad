/** Durable Object migrations that the account lacks; a gradual release refuses them. */
import type { Run } from './account/run'
import type { Worker } from './versions'

/** Tags after the last applied one; all of them when that is unknown here, as wrangler does. */
export function pendingObjects({ plan }: Run, { objectMigration }: Worker): readonly string[] {
  const applied = plan.objectMigrations.indexOf(objectMigration ?? '')
  return plan.objectMigrations.slice(applied + 1)
}

export function objectRefusal(run: Run, worker: Worker, isAllowed: boolean): string | undefined {
  const pending = pendingObjects(run, worker)
  if (pending.length === 0 || isAllowed) return undefined
  return `Durable Object migration ${pending.join(', ')} is not applied to ${run.plan.script}.
It takes effect for all traffic at once, and no version from before it can be deployed again: it has no
gradual release and no rollback. Release everything else first; then run again with --object-migrations.`
}
