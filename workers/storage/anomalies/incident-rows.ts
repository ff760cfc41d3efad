/** Incidents of accounts, in D1. */
import { and, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Scope } from '../../../pipelines/events/scope'
import {
  FAMILIES,
  INCIDENT_CLASSES,
  type IncidentClass,
} from '../../../pipelines/watch/causes/cause-finding'
import type { Incident, IncidentState } from '../../../pipelines/watch/causes/incident'
import { PRIORITIES, type Priority } from '../../../pipelines/watch/causes/priority'
import type { Database } from '../database'
import { incidents } from './anomaly-schema'

const StakeText = z.object({ amountMinor: z.number(), currency: z.string() })
const Part = z.object({
  market: z.string(),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
  stake: StakeText.optional(),
  finding: z.object({
    market: z.string(),
    airline: z.string().optional(),
    family: z.enum(FAMILIES),
    class: z.enum(INCIDENT_CLASSES),
    sign: z.string(),
    at: z.number(),
    strength: z.number(),
    weight: z.number(),
    actual: z.number().optional(),
    expected: z.number().optional(),
    unit: z.string(),
    scope: z.string(),
    stake: StakeText.optional(),
  }),
})
const Parts = z.array(Part)

export type StoredIncident = Incident & { readonly verdictAt: number | null }

/** Writes new and changed incidents. A state that a person has set stays until the incident is over. */
export async function saveIncidents(
  db: Database,
  scope: Scope,
  changed: readonly Incident[]
): Promise<void> {
  if (changed.length === 0) return
  await db.batch(batchOf(changed.map((incident) => upsert(db, scope, incident))))
}

function upsert(db: Database, scope: Scope, incident: Incident) {
  const { id, family, airline = null, resolvedAt = null, parts, ...rest } = incident
  const values = {
    class: rest.class,
    severity: rest.severity,
    openedAt: rest.openedAt,
    lastSeenAt: rest.lastSeenAt,
    resolvedAt,
    markets: JSON.stringify(parts.map(({ market }) => market)),
    parts: JSON.stringify(parts),
  }
  const state = sql`CASE WHEN excluded.state = 'resolved' THEN 'resolved' ELSE ${incidents.state} END`
  return db
    .insert(incidents)
    .values({ id, scope, family, airline, state: rest.state, ...values })
    .onConflictDoUpdate({ target: incidents.id, set: { ...values, state } })
}

/** D1 wants at least one statement in a batch. */
function batchOf<T>(statements: readonly T[]): [T, ...T[]] {
  const [first, ...others] = statements
  if (first === undefined) throw new Error('a batch needs a statement')
  return [first, ...others]
}

/** As many as one scan follows; the latest seen first. */
const MOST_OPEN = 500

export async function openIncidents(db: Database, scope: Scope): Promise<StoredIncident[]> {
  const rows = await db
    .select()
    .from(incidents)
    .where(and(eq(incidents.scope, scope), isNull(incidents.resolvedAt)))
    .orderBy(desc(incidents.lastSeenAt))
    .limit(MOST_OPEN)
  return rows.map(incidentOf)
}

/** Open ones, and those that ended since. */
export async function recentIncidents(
  db: Database,
  scope: Scope,
  since: number
): Promise<StoredIncident[]> {
  const rows = await db
    .select()
    .from(incidents)
    .where(
      and(
        eq(incidents.scope, scope),
        or(isNull(incidents.resolvedAt), gte(incidents.resolvedAt, since))
      )
    )
    .orderBy(desc(incidents.lastSeenAt))
    .limit(MOST_OPEN)
  return rows.map(incidentOf)
}

export type IncidentQuery = {
  readonly limit: number
  /** Older than this place, as a row gave it. */
  readonly after?: number | undefined
  readonly state?: IncidentState | 'unresolved' | undefined
  readonly class?: IncidentClass | undefined
  readonly severity?: Priority | undefined
  readonly market?: string | undefined
  readonly airline?: string | undefined
}

/** Newest first, one more than `limit` when there is more. */
export async function listIncidents(db: Database, scope: Scope, query: IncidentQuery) {
  const place = sql<number>`incidents.rowid`
  const wanted: SQL[] = [eq(incidents.scope, scope)]
  if (query.after !== undefined) wanted.push(lt(place, query.after))
  if (query.state === 'unresolved') wanted.push(isNull(incidents.resolvedAt))
  else if (query.state !== undefined) wanted.push(eq(incidents.state, query.state))
  if (query.class !== undefined) wanted.push(eq(incidents.class, query.class))
  if (query.severity !== undefined) wanted.push(eq(incidents.severity, query.severity))
  if (query.airline !== undefined) wanted.push(eq(incidents.airline, query.airline))
  if (query.market !== undefined) {
    wanted.push(sql`${query.market} IN (SELECT value FROM json_each(${incidents.markets}))`)
  }
  const rows = await db
    .select({ place, incident: incidents })
    .from(incidents)
    .where(and(...wanted))
    .orderBy(desc(place))
    .limit(query.limit + 1)
  return rows.map(({ place: at, incident }) => ({ place: at, incident: incidentOf(incident) }))
}

export async function findIncident(
  db: Database,
  scope: Scope,
  id: string
): Promise<StoredIncident | undefined> {
  const [row] = await db
    .select()
    .from(incidents)
    .where(and(eq(incidents.scope, scope), eq(incidents.id, id)))
  return row && incidentOf(row)
}

/** An incident that is over keeps its state and gets the verdict. */
export async function judgeIncident(
  db: Database,
  scope: Scope,
  id: string,
  state: IncidentState,
  at: number
): Promise<StoredIncident | undefined> {
  const [row] = await db
    .update(incidents)
    .set({
      state: sql`CASE WHEN ${incidents.state} = 'resolved' THEN 'resolved' ELSE ${state} END`,
      verdict: state,
      verdictAt: at,
    })
    .where(and(eq(incidents.scope, scope), eq(incidents.id, id)))
    .returning()
  return row && incidentOf(row)
}

/** Ended before; a bounded number, so that it never holds the database long. */
export async function forgetIncidents(
  db: Database,
  scope: Scope,
  before: number,
  limit: number
): Promise<number> {
  const oldest = db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.scope, scope), lt(incidents.resolvedAt, before)))
    .limit(limit)
  const { meta } = await db.delete(incidents).where(inArray(incidents.id, oldest))
  return meta.changes
}

function incidentOf(row: typeof incidents.$inferSelect): StoredIncident {
  return {
    id: row.id,
    family: FAMILIES.find((each) => each === row.family) ?? 'price',
    airline: row.airline ?? undefined,
    class: row.class,
    state: row.state,
    severity: PRIORITIES.find((each) => each === row.severity) ?? 'P3',
    openedAt: row.openedAt,
    lastSeenAt: row.lastSeenAt,
    resolvedAt: row.resolvedAt ?? undefined,
    parts: Parts.parse(JSON.parse(row.parts)).map((part) => ({
      ...part,
      stake: part.stake,
      finding: {
        ...part.finding,
        airline: part.finding.airline,
        actual: part.finding.actual,
        expected: part.finding.expected,
        stake: part.finding.stake,
      },
    })),
    verdictAt: row.verdictAt,
  }
}
