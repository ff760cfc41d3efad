/**
 * Rules of the lake's bucket that wrangler.toml cannot state: retention of objects, and
 * notifications of new ones.
 */
import { z } from 'zod'
import { OPERATORS, scopesOf } from '../../../pipelines/events/scope'
import { lifecycleOf } from '../../../pipelines/lake/retention'
import { CloudflareError } from './cloudflare'
import { change, type Run } from './run'

const DAY_SECONDS = 86_400
/** Parts of uploads that never completed cost as much as objects. */
const ABORT_UPLOADS_DAYS = 7

const Age = z.looseObject({ condition: z.looseObject({ type: z.string(), maxAge: z.number() }) })
const Rule = z.looseObject({
  id: z.string(),
  enabled: z.boolean(),
  conditions: z.looseObject({ prefix: z.string().optional() }).optional(),
  deleteObjectsTransition: Age.nullish(),
  abortMultipartUploadsTransition: Age.nullish(),
})
type Rule = z.infer<typeof Rule>
const Rules = z.looseObject({ rules: z.array(Rule).nullish() })

export async function setLifecycle(run: Run, bucket: string): Promise<void> {
  const path = `/r2/buckets/${bucket}/lifecycle`
  const found = await storedRules(run, path)
  const wanted = lifecycleRules()
  const names = new Set(wanted.map(({ id }) => id))
  const ours = found.filter(({ id }) => names.has(id))
  const missing = wanted.filter((rule) => !ours.some((other) => isSame(rule, other)))
  if (missing.length === 0 && ours.length === wanted.length) {
    run.journal.write('lifecycle', 'kept', `${wanted.length} rules of ${bucket}`)
    return
  }
  // Keeps rules set by hand.
  const others = found.filter(({ id }) => !names.has(id))
  const detail = `set ${wanted.length} rules on ${bucket}`
  await change(run, 'lifecycle', detail, () =>
    run.cloudflare.call(z.unknown(), {
      method: 'PUT',
      path,
      json: { rules: [...others, ...wanted] },
    })
  )
}

/** In a dry run the bucket may not exist yet. */
async function storedRules({ cloudflare, dryRun }: Run, path: string): Promise<readonly Rule[]> {
  try {
    return (await cloudflare.call(Rules, { path })).rules ?? []
  } catch (error) {
    if (dryRun && error instanceof CloudflareError && error.status === 404) return []
    throw error
  }
}

/** Rules of the operators' account; the job expire-lake does the same for every account. */
function lifecycleRules(): Rule[] {
  const expiries = lifecycleOf(scopesOf(OPERATORS)).map(({ name, prefix, days }) => ({
    id: name,
    enabled: true,
    conditions: { prefix },
    deleteObjectsTransition: age(days),
  }))
  const abort = {
    id: 'unfinished-uploads',
    enabled: true,
    conditions: { prefix: '' },
    abortMultipartUploadsTransition: age(ABORT_UPLOADS_DAYS),
  }
  return [...expiries, abort]
}

function age(days: number) {
  return { condition: { type: 'Age', maxAge: days * DAY_SECONDS } }
}

function isSame(left: Rule, right: Rule): boolean {
  return describe(left) === describe(right) && left.id === right.id && right.enabled
}

function describe({ conditions, ...rule }: Rule): string {
  const { deleteObjectsTransition: expiry, abortMultipartUploadsTransition: abort } = rule
  const days = (expiry ?? abort)?.condition.maxAge ?? 0
  const what = expiry ? `${conditions?.prefix ?? ''}` : 'unfinished uploads'
  return `${what} ${days / DAY_SECONDS} d`
}
