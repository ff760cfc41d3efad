/** Experiments and their counts, in D1. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import { type Arm, type Experiment, Treatment } from '../../../pipelines/experiments/experiment'
import type { Database } from '../database'
import { experimentCounts, experiments } from './experiment-schema'

export type TravellerCounts = {
  readonly exposed: number
  readonly clicked: number
  readonly booked: number
}
export type CountsByArm = Readonly<Record<Arm, TravellerCounts>>

const MOST_LISTED = 200

/** False when another experiment of the owner runs. */
export async function startExperiment(
  db: Database,
  scope: Scope,
  experiment: Experiment
): Promise<boolean> {
  const { id, name, metric, share, treatment, startedAt } = experiment
  // One statement, so that of two at once only one starts.
  const { meta } = await db.run(sql`INSERT INTO ${experiments}
      (id, scope, name, metric, share, treatment, started_at, stopped_at)
    SELECT ${id}, ${scopeKey(scope)}, ${name}, ${metric}, ${share},
      ${JSON.stringify(treatment)}, ${startedAt}, NULL
    WHERE NOT EXISTS (SELECT 1 FROM ${experiments} WHERE ${isRunning(scope)})`)
  return meta.changes > 0
}

export async function stopExperiment(
  db: Database,
  scope: Scope,
  id: string,
  at: number
): Promise<void> {
  await db
    .update(experiments)
    .set({ stoppedAt: at })
    .where(and(eq(experiments.id, id), isRunning(scope)))
}

export async function runningExperiment(
  db: Database,
  scope: Scope
): Promise<Experiment | undefined> {
  const [row] = await db.select().from(experiments).where(isRunning(scope)).limit(1)
  return row && experimentOf(row)
}

export async function findExperiment(
  db: Database,
  scope: Scope,
  id: string
): Promise<Experiment | undefined> {
  const [row] = await db
    .select()
    .from(experiments)
    .where(and(eq(experiments.scope, scope), eq(experiments.id, id)))
  return row && experimentOf(row)
}

/** The latest, newest first. */
export async function listExperiments(db: Database, scope: Scope): Promise<readonly Experiment[]> {
  const rows = await db
    .select()
    .from(experiments)
    .where(eq(experiments.scope, scope))
    .orderBy(desc(experiments.startedAt), desc(experiments.id))
    .limit(MOST_LISTED)
  return rows.map(experimentOf)
}

export async function addCounts(
  db: Database,
  experimentId: string,
  arm: Arm,
  { exposed, clicked, booked }: TravellerCounts
): Promise<void> {
  await db
    .insert(experimentCounts)
    .values({ experimentId, arm, exposed, clicked, booked })
    .onConflictDoUpdate({
      target: [experimentCounts.experimentId, experimentCounts.arm],
      set: {
        exposed: sql`exposed + excluded.exposed`,
        clicked: sql`clicked + excluded.clicked`,
        booked: sql`booked + excluded.booked`,
      },
    })
}

export async function readCounts(db: Database, experimentId: string): Promise<CountsByArm> {
  const rows = await db
    .select()
    .from(experimentCounts)
    .where(eq(experimentCounts.experimentId, experimentId))
  const countsOf = (arm: Arm) =>
    rows.find((row) => row.arm === arm) ?? { exposed: 0, clicked: 0, booked: 0 }
  return { control: countsOf('control'), treatment: countsOf('treatment') }
}

function isRunning(scope: Scope) {
  return and(eq(experiments.scope, scope), isNull(experiments.stoppedAt))
}

function experimentOf(row: typeof experiments.$inferSelect): Experiment {
  const { scope: _, treatment, stoppedAt, ...rest } = row
  return {
    ...rest,
    treatment: Treatment.parse(JSON.parse(treatment)),
    stoppedAt: stoppedAt ?? undefined,
  }
}
