/** Feedback on rankings, passed to the object of each ranking's traveller. */
import type { z } from 'zod'
import { type FeedbackAnswer, FeedbackItem } from '../../pipelines/answers/ranking/ranking-wire'
import type { FeedbackResult } from '../../pipelines/answers/ranking/traveller'
import type { Scope } from '../../pipelines/events/scope'
import { MAX_NAMED } from '../../pipelines/intake/body/limits'
import { unknownNames } from '../../pipelines/wire/known-names'
import { pointerOf } from '../../pipelines/wire/refusal'
import { reach } from '../http/unavailable'
import type { Conversion } from '../objects/traveller-object'
import type { Services } from '../services'
import { travellerName, travellerOf } from '../storage/traveller-name'
import { countTraveller } from './experiment-of'

type Answer = z.infer<typeof FeedbackAnswer>
type Entry = { readonly index: number; readonly item: FeedbackItem }

const REFUSALS: Readonly<Partial<Record<FeedbackResult, { pointer: string; detail: string }>>> = {
  unknown_ranking: {
    pointer: '/ranking_id',
    detail:
      'ranking_id is unknown: a ranking is kept 30 days and as one of the latest 20 of its traveller',
  },
  unknown_offer: {
    pointer: '/offer_id',
    detail: 'offer_id was not among the offers of this ranking',
  },
}

/** Entries of one ranking are counted in the order sent. */
export async function recordFeedback(
  services: Services,
  scope: Scope,
  sent: readonly unknown[]
): Promise<Answer> {
  const { travellers, defer } = services
  const answer: Answer = { accepted: 0, duplicates: 0, rejected_count: 0, rejected: [] }
  const known: Entry[] = []
  for (const [index, entry] of sent.entries()) {
    const [unknown] = unknownNames(FeedbackItem, entry)
    const read = FeedbackItem.safeParse(entry)
    if (unknown) {
      const pointer = pointerOf(unknown.path)
      reject(answer, index, pointer, `${pointer.slice(1)} ${unknown.detail}`)
    } else if (read.success) known.push({ index, item: read.data })
    else {
      const [issue] = read.error.issues
      const pointer = pointerOf(issue?.path ?? [])
      reject(answer, index, pointer, `${pointer.slice(1) || 'the entry'} ${issue?.message}`)
    }
  }
  const groups = Map.groupBy(known, ({ item }) => item.ranking_id)
  const settled = Array.from(groups, async ([rankingId, entries]) => {
    const key = travellerOf(rankingId)
    const items = entries.map(({ item: { type, offer_id } }) => ({ type, offerId: offer_id }))
    const unknown = { results: items.map(() => 'unknown_ranking' as const), conversions: [] }
    const { results, conversions } =
      key === undefined
        ? unknown
        : await travellers.getByName(travellerName(scope, key)).feedback(rankingId, items)
    if (conversions.length > 0) defer(countConversions(services, conversions))
    for (const [at, { index }] of entries.entries()) {
      const result = results[at]
      const refusal = result && REFUSALS[result]
      if (refusal) reject(answer, index, refusal.pointer, refusal.detail)
      else if (result === 'duplicate') answer.duplicates += 1
      else answer.accepted += 1
    }
  })
  await reach('travellers', Promise.all(settled))
  const rejected = answer.rejected.sort((a, b) => a.index - b.index)
  return { ...answer, rejected_count: rejected.length, rejected: rejected.slice(0, MAX_NAMED) }
}

async function countConversions(
  services: Services,
  conversions: readonly Conversion[]
): Promise<void> {
  for (const { type, ...variant } of conversions) {
    await countTraveller(services, variant, { [CONVERTED[type]]: 1 })
  }
}

const CONVERTED = { click: 'clicked', booking: 'booked' } as const

function reject({ rejected }: Answer, index: number, pointer: string, detail: string): void {
  rejected.push({ index, detail, pointer: `/${index}${pointer}` })
}
