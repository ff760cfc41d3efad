/**
 * Walks over all objects below a prefix, a page at a time, over as many runs as it takes: each page
 * done is remembered, and after the last the walk begins anew.
 */
import type { Services } from '../services'
import { moveCursor, readCursor } from '../storage/lake-objects'

type Stores = Pick<Services, 'db' | 'lake'>

export type Walk = {
  readonly name: string
  readonly prefix: string
  readonly maxPages: number
}

/** `work` answers false to stop before its page is done. True at the end of the walk. */
export async function walk(
  { db, lake }: Stores,
  { name, prefix, maxPages }: Walk,
  work: (page: readonly R2Object[]) => Promise<boolean>
): Promise<boolean> {
  let after = await readCursor(db, name)
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { objects, truncated } = await lake.list({
      prefix,
      include: ['customMetadata'],
      ...(after !== undefined && { startAfter: after }),
    })
    if (!(await work(objects))) return false
    after = truncated ? objects.at(-1)?.key : undefined
    await moveCursor(db, name, after)
    if (after === undefined) return true
  }
  return false
}

export async function listAll(lake: R2Bucket, prefix: string): Promise<R2Object[]> {
  const all: R2Object[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await lake.list({ prefix, ...(cursor !== undefined && { cursor }) })
    all.push(...page.objects)
    if (!page.truncated) return all
    cursor = page.cursor
  }
}
