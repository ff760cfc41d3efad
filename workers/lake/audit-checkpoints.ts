/** Checkpoints of audit logs in the lake: where a chain ended at the end of a day. Never overwritten. */
import { AuditCheckpoint } from '../audit/audit-chain'
import { checkpointKey, checkpointPrefix } from '../audit/checkpoint-key'
import { listAll } from './walk'

/** False when the day has one already. */
export async function writeCheckpoint(
  lake: R2Bucket,
  account: string,
  checkpoint: AuditCheckpoint
): Promise<boolean> {
  const key = checkpointKey(account, checkpoint.day)
  const written = await lake.put(key, JSON.stringify(checkpoint), {
    onlyIf: new Headers({ 'if-none-match': '*' }),
  })
  return written !== null
}

export async function readCheckpoints(
  lake: R2Bucket,
  account: string
): Promise<readonly AuditCheckpoint[]> {
  const objects = await listAll(lake, checkpointPrefix(account))
  const texts = await Promise.all(objects.map(async ({ key }) => (await lake.get(key))?.text()))
  return texts.flatMap((text) =>
    text === undefined ? [] : [AuditCheckpoint.parse(JSON.parse(text))]
  )
}
