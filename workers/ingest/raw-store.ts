/**
 * Every message lies in the raw lake once, however often it is delivered and in whatever company.
 *
 * A batch becomes one object per mode and arrival hour. Before it is written, each message's row in
 * D1 names that object: its claim. A message that comes again looks for the object of its claim and
 * is written anew only when that object never came to be. A first delivery that meets a claim of
 * someone else waits, because that one may be writing at this moment.
 */
import { gzipSync } from 'node:zlib'
import { LINE_SCHEMA } from '../../pipelines/events/event-line'
import { rawKey } from '../../pipelines/lake/keys'
import type { Delivery } from '../queue/delivery'
import type { Services } from '../services'
import { type Claim, claimRawKeys, moveRawKeys } from '../storage/receipt-rows'
import { sha256Hex } from '../storage/sha256'

type Stores = Pick<Services, 'db' | 'lake' | 'log'>

/** Returns claims of the messages that are in the lake; the others must be retried. */
export async function storeRaw(
  stores: Stores,
  deliveries: readonly Delivery[]
): Promise<Map<string, Claim>> {
  const { db, lake } = stores
  const proposals = await proposeKeys(deliveries)
  const claims = await claimRawKeys(db, proposals)

  const stored = new Map<string, Claim>()
  const unwritten: Delivery[] = []
  const homeless: Delivery[] = []
  for (const [index, delivery] of deliveries.entries()) {
    const claim = claims.get(delivery.id)
    if (!claim?.rawKey) continue
    if (claim.stored > 0) stored.set(delivery.id, claim)
    else if (claim.rawKey === proposals[index]?.rawKey) unwritten.push(delivery)
    else if (await lake.head(claim.rawKey)) stored.set(delivery.id, claim)
    else if (delivery.attempts > 1) homeless.push(delivery)
  }

  const moves = await proposeKeys(homeless)
  await moveRawKeys(db, moves)
  const homes = new Map([...proposals, ...moves].map(({ id, rawKey }) => [id, rawKey]))
  const objects = Map.groupBy([...unwritten, ...homeless], ({ id }) => homes.get(id) ?? '')
  await Promise.all(
    Array.from(objects, async ([key, group]) => {
      if (!(await put(stores, key, group))) return
      for (const { id } of group) {
        const claim = claims.get(id)
        if (claim) stored.set(id, { ...claim, rawKey: key })
      }
    })
  )
  return stored
}

/** An object's name is derived from the messages in it. */
async function proposeKeys(deliveries: readonly Delivery[]) {
  const groups = Map.groupBy(deliveries, (delivery) => rawKey({ ...delivery, name: '' }))
  const names = new Map<string, string>()
  for (const [prefix, group] of groups) {
    const ids = group.map(({ id }) => id).sort()
    names.set(prefix, (await sha256Hex(ids.join())).slice(0, NAME_LENGTH))
  }
  return deliveries.map((delivery) => ({
    id: delivery.id,
    receiptId: delivery.receiptId,
    rawKey: rawKey({ ...delivery, name: names.get(rawKey({ ...delivery, name: '' })) ?? '' }),
  }))
}
/** 128 bits in hex. */
const NAME_LENGTH = 32

async function put(
  { lake, log }: Stores,
  key: string,
  group: readonly Delivery[]
): Promise<boolean> {
  const text = group.map(({ lines }) => `${lines.join('\n')}\n`).join('')
  try {
    // Never overwrites: the object holds every message that claims it, and this group may be
    // smaller, as others of it are known to be stored. Null means that it exists.
    await lake.put(key, gzipSync(text), {
      onlyIf: { etagDoesNotMatch: '*' },
      httpMetadata: { contentType: 'application/gzip' },
      customMetadata: { schema: String(LINE_SCHEMA) },
    })
    return true
  } catch (error) {
    log.error('raw object not written', { key, error })
    return false
  }
}
