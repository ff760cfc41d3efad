/**
 * Forgets users: their hash goes from raw, landings, dead letters and `user_context`, in one walk
 * over the lake for all requests made before it began, over as many runs as it takes. A second walk
 * an hour after the request finds what was under way at its time. What waited in a queue for longer
 * loses the user before it is stored, so the request remembers the hash for as long as a queue can
 * hold a message.
 */

import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { ERASED } from '../../pipelines/lake/curated/user-context'
import {
  curatedPrefix,
  deadLetterPrefix,
  landingPrefix,
  rawPrefix,
} from '../../pipelines/lake/keys'
import { type Erase, eraseInCurated, eraseInRaw, eraseInText } from '../lake/eraser'
import { walk } from '../lake/walk'
import {
  closeErasures,
  countErased,
  erasuresDue,
  forgetErased,
  type UserHashes,
} from '../storage/erasures'
import { moveCursor, readCursor } from '../storage/lake-objects'
import { eraseInParked } from '../storage/letter-rows'
import { defineJob, eachScope, type ScopeRun, type Slice } from './runs/run-job'

/** A thousand keys a page, each object of which is read. */
const PAGES_PER_RUN = 2

/** Raw before curated: compaction shares the lease, and then reads the rewritten raw objects. */
const phasesOf = (scope: Scope): readonly (readonly [prefix: string, erase: Erase])[] => [
  [landingPrefix(scope), eraseInText],
  [deadLetterPrefix(scope), eraseInText],
  [rawPrefix(scope), eraseInRaw],
  [curatedPrefix(scope, 'user_context'), eraseInCurated],
]

export const eraseUsers = defineJob('erase-users', 'lake', (run) => eachScope(run, eraseScope))

async function eraseScope({ services, at, scope, renew }: ScopeRun): Promise<Slice> {
  const { db } = services
  const name = `erase:${scopeKey(scope)}`
  // When the walk began, and how many of its phases are done.
  const [began = at, done = 0] = (await readCursor(db, name))?.split(' ').map(Number) ?? []
  await forgetErased(db, scope, at)
  const users = await erasuresDue(db, scope, began)
  if (users.length === 0) {
    await moveCursor(db, name, undefined)
    return { counts: { users: 0, objects: 0 }, more: false }
  }
  const hashes = users.flat()
  for (const hash of hashes) await eraseInParked(db, scope, hash, ERASED)
  let objects = 0
  for (const [phase, [prefix, erase]] of phasesOf(scope).entries()) {
    if (phase < done) continue
    await moveCursor(db, name, `${began} ${phase}`)
    const whole = await walk(
      services,
      { name: `${name}:${phase}`, prefix, maxPages: PAGES_PER_RUN },
      async (page) => {
        const counts = new Map<UserHashes, number>()
        for (const { key } of page) {
          await renew()
          const found = new Set(await erase(services.lake, key, hashes))
          const rewritten = users.filter((user) => user.some((hash) => found.has(hash)))
          for (const user of rewritten) counts.set(user, (counts.get(user) ?? 0) + 1)
          objects += Number(found.size > 0)
        }
        await countErased(db, scope, counts)
        return true
      }
    )
    if (!whole) return { counts: { users: 0, objects }, more: true }
  }
  await closeErasures(db, scope, began, at)
  await moveCursor(db, name, undefined)
  return { counts: { users: users.length, objects }, more: false }
}
