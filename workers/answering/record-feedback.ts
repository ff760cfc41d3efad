/** Feedback on rankings, passed to the object of each ranking's traveller. */
import type { z } from 'zod'
import { type FeedbackAnswer, FeedbackItem } from '../../pipelines/answers/ranking/ranking-wire'
import type { FeedbackResult } from '../../pipelines/answers/ranking/traveller'
import type { Scope } from '../../pipelines/events/scope'
import { reach } from '../http/unavailable'
import type { Services } from '../services'
import { travellerName, travellerOf } from '../storage/traveller-name'

type Answer = z.infer<typeof FeedbackAnswer>
type Entry = { readonly index: number; readonly item: FeedbackItem }

const REFUSALS: Readonly<Partial<Record<FeedbackResult, { field: string; detail: string }>>> = {
  unknown_ranking: {
    field: 'ranking_id',
    detail:
      'ranking_id is unknown: a ranking is kept 30 days and as one of the latest 20 of its traveller',
  },
  unknown_offer: { field: 'offer_id', detail: 'offer_id was not among the offers of this ranking' },
}

/** Entries of one ranking are counted in the order sent. */
export async function recordFeedback(
  { travellers }: Services,
  scope: Scope,
  sent: readonly unknown[]
): Promise<Answer> {
  const answer: Answer = { accepted: 0, duplicates: 0, rejected: [] }
  const groups = new Map<string, Entry[]>()
  for (const [index, entry] of sent.entries()) {
    const read = FeedbackItem.safeParse(entry)
    if (read.success) {
      const { ranking_id } = read.data
      groups.set(ranking_id, [...(groups.get(ranking_id) ?? []), { index, item: read.data }])
    } else {
      const [issue] = read.error.issues
      const field = (issue?.path ?? []).map(String).join('/')
      reject(answer, index, field, `${field || 'the entry'} ${issue?.message}`)
    }
  }
  const settled = [...groups].map(async ([rankingId, entries]) => {
    const key = travellerOf(rankingId)
    const items = entries.map(({ item: { type, offer_id } }) => ({ type, offerId: offer_id }))
    const results: readonly FeedbackResult[] =
      key === undefined
        ? items.map(() => 'unknown_ranking')
        : await travellers.getByName(travellerName(scope, key)).feedback(rankingId, items)
    for (const [at, { index }] of entries.entries()) {
      const result = results[at]
      const refusal = result && REFUSALS[result]
      if (refusal) reject(answer, index, refusal.field, refusal.detail)
      else if (result === 'duplicate') answer.duplicates += 1
      else answer.accepted += 1
    }
  })
  await reach('travellers', Promise.all(settled))
  return { ...answer, rejected: answer.rejected.sort((a, b) => a.index - b.index) }
}

function reject({ rejected }: Answer, index: number, field: string, detail: string): void {
  rejected.push({ index, detail, pointer: field ? `/${index}/${field}` : `/${index}` })
}
